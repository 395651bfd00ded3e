import { join } from 'node:path';
import { type RetestPair, retestNoise } from '../../metrics/retest-noise.js';
import { readCsv } from '../../records/read-csv.js';
import type { ProbeRetest } from '../../records/retest-csv.js';
import { SCORE_COLUMNS } from '../../records/scores-csv.js';
import { readCompletions } from '../../records/stored-completion.js';
import { countItems } from '../../runner/list-requests.js';
import type { Suite } from '../../suites/suite.js';

/** Fewer pairs say little of a model's noise (methods E4). */
const FEWEST_ITEMS = 50;

/** The frozen part of a suite that is asked twice: at least so many items over its probes, the same in every run,
 *  since a prefix of a seeded order is taken. What was spent of the budget is gone, and all of it where that is not known.
 *  @param spent null: not known */
export function retestSuite(
  suite: Suite,
  spent: Readonly<Record<keyof Suite['budget'], number | null>>,
): Suite {
  const { usd, tokens, requests } = suite.budget;
  return {
    ...suite,
    probes: repeatedProbes(suite.probes),
    budget: {
      usd: left(usd, spent.usd),
      tokens: left(tokens, spent.tokens),
      requests: left(requests, spent.requests),
    },
  };
}

function left(most: number | null, spent: number | null): number | null {
  if (most === null) return null;
  return spent === null ? 0 : Math.max(0, most - spent);
}

/** Sets are taken whole, so a limit gives fewer items than it says: it is raised until they suffice. */
function repeatedProbes(probes: Suite['probes']): Suite['probes'] {
  const most = Math.max(0, ...probes.map(({ probe }) => probe.size));
  for (let each = Math.ceil(FEWEST_ITEMS / probes.length); ; each *= 2) {
    const repeated = probes.map((one) => ({
      ...one,
      selection: { ...one.selection, limit: Math.min(one.selection.limit ?? each, each) },
    }));
    const items = repeated.reduce((sum, { probe, selection }) => sum + countItems(probe, selection, null), 0);
    if (items >= FEWEST_ITEMS || each >= most) return repeated;
  }
}

interface Reading {
  readonly probe: string;
  readonly clusterId: string;
  readonly label: string;
  readonly score: number | null;
}

/** Noise between a run and a second asking of some of its requests, by model and probe, from the tables of both. A
 *  request without a reply in either is no pair.
 *  @throws RecordError for tables that cannot be read */
export async function retestRun(folder: string, again: string, level: number): Promise<ProbeRetest[]> {
  const models = new Map<string, string>();
  for await (const batch of readCompletions(join(again, 'completions.csv')))
    for (const { completionId, model } of batch) models.set(completionId, model);
  const first = await mainReadings(folder, models);
  const second = await mainReadings(again, models);
  const cells = new Map<string, { readonly model: string; readonly probe: string; pairs: RetestPair[] }>();
  for (const [id, two] of second) {
    const one = first.get(id);
    const model = models.get(id);
    if (one === undefined || model === undefined) continue;
    const key = `${model}\n${one.probe}`;
    const cell = cells.get(key) ?? { model, probe: one.probe, pairs: [] };
    cell.pairs.push({
      clusterId: one.clusterId,
      labels: [one.label, two.label],
      scores: [one.score, two.score],
    });
    cells.set(key, cell);
  }
  return [...cells.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { model, probe, pairs }]) => ({ model, probe, ...retestNoise(pairs, level) }));
}

const place = (column: (typeof SCORE_COLUMNS)[number]) => SCORE_COLUMNS.indexOf(column);
const [ID, PROBE, CLUSTER, OUTCOME, CANONICAL, LABEL, SCORE] = [
  place('completion_id'),
  place('probe'),
  place('cluster_id'),
  place('parse_outcome'),
  place('answer_canonical'),
  place('score_label'),
  place('score'),
];

/** The first score of each reply, which is the one of its probe's main scorer. */
async function mainReadings(
  folder: string,
  wanted: { has(completionId: string): boolean },
): Promise<Map<string, Reading>> {
  const readings = new Map<string, Reading>();
  for await (const batch of readCsv(join(folder, 'scores.csv'))) {
    for (const record of batch) {
      const at = (index: number | undefined) => record[index ?? -1] ?? '';
      const id = at(ID);
      if (!wanted.has(id) || readings.has(id) || at(OUTCOME) === 'error') continue;
      const answer = at(CANONICAL) || at(LABEL);
      readings.set(id, {
        probe: at(PROBE),
        clusterId: at(CLUSTER),
        label: at(OUTCOME) === 'answer' && answer !== '' ? answer : at(OUTCOME),
        score: at(SCORE) === '' ? null : Number(at(SCORE)),
      });
    }
  }
  return readings;
}
