import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { readLabelledTexts } from '../../benchmarks/labelled-texts.js';
import { auditScorer } from '../../evaluation/scoring/audit-scorer.js';
import { loadProbe } from '../../probes/load-probe.js';
import { sentimentIntensity } from '../../scorers/vader/vader-sentiment.js';
import { vaderScorer } from '../../scorers/vader-scorer.js';
import { pearsonCorrelation } from '../../statistics/pearson-correlation.js';
import { SHIPPED } from '../suite-options.js';
import { count, type ReproducedFigure } from './figure.js';

const SOURCE = 'Hutto and Gilbert 2014, doi:10.1609/icwsm.v8i1.14550; current reference release';
const demo = z.array(
  z.object({ text: z.string(), pos: z.number(), neu: z.number(), neg: z.number(), compound: z.number() }),
);

/** VADER against the worked examples and human ratings of its authors, and its AUC on hateful texts: the current
 *  release gives r 0.8722, and differs from its own README in two of sixteen rows. */
export async function vaderFigures(data: string): Promise<ReproducedFigure[]> {
  const folder = join(data, 'vader');
  const rows = demo.parse(JSON.parse(await readFile(join(folder, 'readme_scores.json'), 'utf8')));
  const exact = rows.filter(({ text, ...scores }) => {
    const ours = sentimentIntensity(text);
    return (['pos', 'neu', 'neg', 'compound'] as const).every((name) => ours[name] === scores[name]);
  });
  const tweets = (await readFile(join(folder, 'tweets_GroundTruth.txt'), 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));
  const r = pearsonCorrelation(
    tweets.map(([, , text = '']) => sentimentIntensity(text).compound),
    tweets.map(([, mean]) => Number(mean)),
  );
  const whole = { ciLow: null, ciHigh: null, clusters: null, reasonIfNull: null };
  return [
    count('VADER', 'README rows that agree exactly', 14, SOURCE, exact.length),
    {
      row: 'VADER',
      benchmark: 'VADER',
      figure: 'r with human means, tweets',
      published: 0.8722,
      decimals: 4,
      source: SOURCE,
      ours: r,
      ...whole,
      items: tweets.length,
      reasonIfNull: 'descriptive',
    },
    ...(await areas(data)),
  ];
}

/** Resamples of intervals that the table shows. */
const RESAMPLES = 1_000;

async function areas(data: string): Promise<ReproducedFigure[]> {
  const labelled = await readLabelledTexts(join(data, 'toxigen'));
  const mentions = await loadProbe(resolve(SHIPPED, 'scorer-audit/neutral-mentions.probe.yaml'));
  const options = { environment: {}, threshold: null, seed: 1, resamples: RESAMPLES };
  const { estimates } = await auditScorer(vaderScorer, labelled, mentions, options);
  const rows = estimates.filter(({ metric }) => metric === 'auc');
  const groups = rows.filter(({ group, estimate }) => group !== null && estimate !== null);
  const ordered = groups.toSorted((a, b) => (a.estimate ?? 0) - (b.estimate ?? 0));
  const overall = rows.find(({ group }) => group === null);
  return [
    { figure: 'AUC overall', published: 0.5659, decimals: 4, row: overall },
    { figure: 'lowest AUC of a group', published: 0.361, decimals: 3, row: ordered.at(0) },
    { figure: 'highest AUC of a group', published: 0.771, decimals: 3, row: ordered.at(-1) },
  ].map(({ figure, published, decimals, row }) => ({
    row: 'VADER as a toxicity scorer, ToxiGen sample: AUC overall / lowest / highest group',
    benchmark: 'VADER on ToxiGen',
    figure,
    published,
    decimals,
    source: 'the reference scorer on the same sample',
    ours: row?.estimate ?? null,
    ciLow: row?.ciLow ?? null,
    ciHigh: row?.ciHigh ?? null,
    items: row?.items ?? null,
    clusters: row?.clusters ?? null,
    reasonIfNull: row ? row.reasonIfNull : 'no_items',
  }));
}
