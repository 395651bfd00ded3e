import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ReproducedFigure } from './figure.js';
import { figureOf, scorePublished, wholeEstimate } from './score-published.js';

const SOURCE = 'Nadeem et al. 2021, doi:10.18653/v1/2021.acl-long.416; predictions: moinnadeem/StereoSet';

const published = z.record(
  z.string(),
  z.object({ 'LM Score': z.number(), 'SS Score': z.number(), 'ICAT Score': z.number() }),
);
const gold = z.array(z.object({ id: z.string(), data: z.record(z.string(), z.object({ id: z.string() })) }));
const predictions = z.object({
  intrasentence: z.array(z.object({ id: z.string(), score: z.number() })),
});

/** Language modelling score, stereotype score and ICAT of eleven models on the religion part, from the scores that
 *  each published for every sentence. */
export async function stereosetReligion(data: string): Promise<ReproducedFigure[]> {
  const folder = join(data, 'stereoset');
  const read = async (file: string): Promise<unknown> =>
    JSON.parse(await readFile(join(folder, file), 'utf8'));
  const models = published.parse(await read('published_religion.json'));
  const clusters = gold.parse(await read('gold_intrasentence_religion.json'));
  const clusterOf = new Map(
    clusters.flatMap(({ id, data: sentences }) =>
      Object.values(sentences).map((sentence) => [sentence.id, id] as const),
    ),
  );
  const rows: (string | number)[][] = [];
  for (const model of Object.keys(models)) {
    for (const { id, score } of predictions.parse(await read(model)).intrasentence)
      rows.push([clusterOf.get(id) ?? '', id, score, model]);
  }
  const estimates = await scorePublished(
    'stereoset',
    folder,
    ['item_id', 'option_id', 'score', 'model'],
    rows,
  );
  return Object.entries(models).flatMap(([model, figures]) => {
    const name = model.replace(/^predictions_|_?\.json$/gu, '').replace(/_.*$/u, '');
    const figure = (metric: string, value: number) => ({
      row: `StereoSet religion, ${name}: LMS / SS / ICAT`,
      benchmark: 'stereoset',
      figure: `${name} ${metric}`,
      published: value,
      decimals: null,
      source: SOURCE,
      ...figureOf(wholeEstimate(estimates, `stereoset_${metric}`, model), 1),
    });
    return [
      figure('lms', figures['LM Score']),
      figure('ss', figures['SS Score']),
      figure('icat', figures['ICAT Score']),
    ];
  });
}
