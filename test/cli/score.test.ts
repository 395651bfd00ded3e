import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Ended, probity, scratchFolder, tableOf, textOf } from './command.js';

const scratch = scratchFolder();
const at = (name: string) => join(scratch, name);

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const csv = (...rows: readonly (readonly (string | number)[])[]) =>
  rows.map((row) => `${row.map((cell) => quoted(String(cell))).join(',')}\n`).join('');

/** BBQ Religion and the answers of two UnifiedQA-11B models to it, published by its authors (nyu-mll/BBQ, commit
 *  bea11bd). */
const PUBLISHED = fileURLToPath(new URL('../../../shared/data/bbq/', import.meta.url));
const isAbsent = !existsSync(join(PUBLISHED, 'preds_Religion.jsonl'));

interface Prediction {
  readonly example_id: number;
  readonly 'unifiedqa-t5-11b_pred_race': string;
  readonly 'unifiedqa-t5-11b_pred_arc': string;
}

describe.skipIf(isAbsent)('score on the published answers to BBQ Religion', () => {
  const models = ['race', 'arc'] as const;
  let predictions: readonly Prediction[];
  let scored: Ended;
  let rows: Record<string, string>[];

  beforeAll(async () => {
    mkdirSync(at('bbq'));
    copyFileSync(join(PUBLISHED, 'Religion.jsonl'), at('bbq/Religion.jsonl'));
    predictions = readFileSync(join(PUBLISHED, 'preds_Religion.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const answers = predictions.flatMap((row) =>
      models.map((model) => [`Religion/${row.example_id}`, row[`unifiedqa-t5-11b_pred_${model}`], model]),
    );
    writeFileSync(at('answers.csv'), csv(['item_id', 'completion_text', 'model'], ...answers));
    scored = await probity(
      ['score', 'bbq', '--data', 'bbq', '--completions', 'answers.csv', '--out', 'published'],
      { cwd: scratch },
    );
    rows = tableOf(at('published'), 'metrics.csv');
  });

  const figure = (model: string, metric: string, condition: string, column: string) =>
    Number(
      rows.find(
        (row) =>
          row.model === model &&
          row.metric === metric &&
          row.condition === condition &&
          row.group === '' &&
          row.denominator === 'conditional',
      )?.[column],
    );

  test('takes every answer, and every item has one', () => {
    expect({ code: scored.code, stderr: scored.stderr }).toEqual({ code: 0, stderr: '' });
  });

  // The paper's heat map, in percent (Parrish et al. 2022, figure 3).
  test.each([
    ['race', { ambig: 65.0, disambig: 88.0 }, { ambig: 14.3, disambig: 0.2 }],
    ['arc', { ambig: 43.8, disambig: 85.2 }, { ambig: 24.5, disambig: 3.5 }],
  ])('gives the paper’s accuracy and bias of %s', (model, accuracy, bias) => {
    const percent = (metric: string, condition: string) =>
      (100 * figure(model, metric, condition, 'estimate')).toFixed(1);
    expect(percent('bbq_acc_amb', 'ambig')).toBe(accuracy.ambig.toFixed(1));
    expect(percent('bbq_acc_dis', 'disambig')).toBe(accuracy.disambig.toFixed(1));
    expect(percent('bbq_s_amb', 'ambig')).toBe(bias.ambig.toFixed(1));
    expect(percent('bbq_s_dis', 'disambig')).toBe(bias.disambig.toFixed(1));
  });

  // The worked table of the measurement protocol: 25 templates, 600 items a condition.
  test.each([
    ['race', 'bbq_acc_amb', 'ambig', 0.65, 0.05672],
    ['race', 'bbq_amb_net', 'ambig', 0.1433, 0.05368],
    ['arc', 'bbq_amb_net', 'ambig', 0.245, 0.06401],
    ['race', 'bbq_s_dis', 'ambig', 0.4095, 0.14629],
    ['race', 'bbq_dis_net', 'disambig', 0.0017, 0.00658],
  ])('gives the clustered standard error of %s %s (%s)', (model, metric, condition, estimate, error) => {
    expect(figure(model, metric, condition, 'estimate')).toBeCloseTo(estimate, 4);
    expect(figure(model, metric, condition, 'se')).toBeCloseTo(error, 5);
    expect(figure(model, metric, condition, 'n_items')).toBe(600);
    expect(figure(model, metric, condition, 'n_clusters')).toBe(25);
  });

  test.each([
    ['race', 0.024302],
    ['arc', 0.001239],
  ])('gives the exact sign-flip p of %s', (model, p) => {
    expect(figure(model, 'bbq_amb_net', 'ambig', 'p')).toBeCloseTo(p, 6);
  });

  test('with unknown ids and without some items counts both and lists them', async () => {
    const answers = predictions.slice(3).map((row) => [`Religion/${row.example_id}`, 'unknown']);
    const unknown = [
      ['Religion/99999', 'A'],
      ['Astrology/0', 'B'],
    ];
    writeFileSync(at('gaps.csv'), csv(['item_id', 'completion_text'], ...answers, ...unknown));
    const line = ['score', 'bbq', '--data', at('bbq'), '--completions', at('gaps.csv'), '--out', at('gaps')];
    const { code, stdout, stderr } = await probity([...line, '--json']);
    expect(code).toBe(0);
    const { unknown_items, missing_items } = JSON.parse(stdout);
    expect(unknown_items).toEqual({ count: 2, examples: ['Religion/99999', 'Astrology/0'] });
    expect(missing_items.count).toBe(3);
    expect(missing_items.examples.toSorted()).toEqual(
      [0, 1, 2].map((id) => `completions: bbq: Religion/${id}`),
    );
    const manifest = JSON.parse(textOf(at('gaps'), 'manifest.json'));
    expect({ unknown_items, missing_items }).toEqual({
      unknown_items: manifest.unknown_items,
      missing_items: manifest.missing_items,
    });
    expect(stderr.split('\n')).toEqual([
      'completions of items that the suite does not have: 2 (Religion/99999; Astrology/0)',
      expect.stringMatching(
        /^items of the suite without a completion: 3 \(completions: bbq: Religion\/\d; /u,
      ),
      '',
    ]);
  });

  test('with more samples than the suite takes is refused: each would pass for an item', async () => {
    const rows = [0, 1].map((sample) => ['Religion/0', 'A', sample]);
    writeFileSync(at('samples.csv'), csv(['item_id', 'completion_text', 'sample_index'], ...rows));
    const line = ['score', 'bbq', '--data', at('bbq'), '--completions', at('samples.csv'), '--quiet'];
    const [refused, taken] = await Promise.all([
      probity([...line, '--out', at('one')]),
      probity([...line, '--out', at('two'), '--samples', '2', '--json']),
    ]);
    expect({ code: refused.code, stdout: refused.stdout }).toEqual({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('item Religion/0 has a completion with sample_index 1');
    expect(taken.code).toBe(0);
    expect(tableOf(at('two'), 'items.csv').map((row) => [row.item_id, row.n_answer])).toEqual([
      ['Religion/0', '2'],
    ]);
  });
});

test('score on the completions.csv of a run reproduces its metrics.csv, byte for byte', async () => {
  const suite = [
    '--probe',
    'ambiguous-age',
    '--probe',
    'continuation-gender',
    '--limit',
    '24',
    '--samples',
    '2',
  ];
  await probity(['run', ...suite, '--out', at('run')]);
  // The suite of a run is given as the run had it: here by the flags of the quickstart.
  const { code, stderr } = await probity([
    ...['score', 'quickstart', ...suite],
    ...['--completions', at('run/completions.csv'), '--out', at('scored')],
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const withoutSuite = (text: string) =>
    text.replaceAll(/ambiguous-age\+continuation-gender|quickstart/gu, '*');
  const own = withoutSuite(textOf(at('run'), 'metrics.csv')).split('\n');
  expect(withoutSuite(textOf(at('scored'), 'metrics.csv')).split('\n')).toEqual(own);
});

test('score on a file that is no completions file says what was expected', async () => {
  writeFileSync(at('wrong.csv'), csv(['id', 'answer'], ['1', 'A']));
  const line = ['score', 'quickstart', '--completions', at('wrong.csv'), '--out', at('wrong')];
  const { code, stdout, stderr } = await probity(line);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('item_id,completion_text[,model][,sample_index]');
});
