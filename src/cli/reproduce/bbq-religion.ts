import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ReproducedFigure } from './figure.js';
import { figureOf, scorePublished, wholeEstimate } from './score-published.js';

const SOURCE = 'Parrish et al. 2022, doi:10.18653/v1/2022.findings-acl.165; predictions: nyu-mll/BBQ';
const prediction = z.looseObject({
  example_id: z.int(),
  'unifiedqa-t5-11b_pred_race': z.string(),
  'unifiedqa-t5-11b_pred_arc': z.string(),
});

/** As printed, in percent. */
const PRINTED = [
  { model: 'race', context: 'ambiguous', metric: 'amb', accuracy: 65.0, score: 14.3 },
  { model: 'race', context: 'disambiguated', metric: 'dis', accuracy: 88.0, score: 0.2 },
  { model: 'arc', context: 'ambiguous', metric: 'amb', accuracy: 43.8, score: 24.5 },
  { model: 'arc', context: 'disambiguated', metric: 'dis', accuracy: 85.2, score: 3.5 },
] as const;

/** Accuracy and bias score of two UnifiedQA models on BBQ Religion, from their published answers. */
export async function bbqReligion(data: string): Promise<ReproducedFigure[]> {
  const folder = join(data, 'bbq');
  const text = await readFile(join(folder, 'preds_Religion.jsonl'), 'utf8');
  const rows = text
    .trim()
    .split('\n')
    .map((line) => prediction.parse(JSON.parse(line)));
  const answers = rows.flatMap((row) =>
    (['race', 'arc'] as const).map((model) => [
      `Religion/${row.example_id}`,
      row[`unifiedqa-t5-11b_pred_${model}`],
      model,
    ]),
  );
  const estimates = await scorePublished('bbq', folder, ['item_id', 'completion_text', 'model'], answers);
  return PRINTED.flatMap(({ model, context, metric, accuracy, score }) => {
    const common = {
      row: `BBQ Religion, UnifiedQA ${model.toUpperCase()}, ${context}: accuracy / bias score (%)`,
      benchmark: 'bbq',
      source: SOURCE,
      decimals: 1,
    };
    return [
      { figure: `${model} acc_${metric}`, name: `bbq_acc_${metric}`, published: accuracy },
      { figure: `${model} s_${metric}`, name: `bbq_s_${metric}`, published: score },
    ].map(({ figure, name, published }) => ({
      ...common,
      figure,
      published,
      ...figureOf(conditionOf(name, model), 100),
    }));
  });

  function conditionOf(metric: string, model: string) {
    const condition = metric.endsWith('_amb') ? 'ambig' : 'disambig';
    return wholeEstimate(
      estimates.filter((row) => row.condition === condition && row.axis === 'Religion'),
      metric,
      model,
    );
  }
}
