import { expect, test } from 'vitest';
import { judgeDrift } from '../../src/decisions/judge-drift.js';

const runs = (change: number, count: number, error: number, margin: number | null = 0.1) => ({
  changes: Array.from({ length: count }, () => change),
  standardErrors: Array.from({ length: count }, () => error),
  margin,
});

test('a change of ten standard errors has moved, one of none has not, one run of noise tells nothing', () => {
  const [moved, still, early] = judgeDrift([runs(0.3, 3, 0.03), runs(0, 30, 0.02), runs(0.02, 1, 0.08)]);
  expect(moved?.verdict).toBe('moved');
  expect(still?.verdict).toBe('not moved');
  expect(early?.verdict).toBe('cannot tell yet');
});

test('without a margin nothing is shown not to have moved, unless every answer is the same', () => {
  const [unknown, same] = judgeDrift([runs(0, 30, 0.02, null), runs(0, 1, 0, null)]);
  expect([unknown?.verdict, unknown?.reason]).toEqual(['cannot tell yet', 'no_margin']);
  expect(same?.verdict).toBe('not moved');
});

test('the same evidence is not enough among a hundred figures', () => {
  const one = runs(0.16, 1, 0.04, null);
  expect(judgeDrift([one])[0]?.verdict).toBe('moved');
  const many = judgeDrift([one, ...Array.from({ length: 99 }, () => runs(0, 1, 0.04, null))]);
  expect(many[0]?.verdict).toBe('cannot tell yet');
});

test('without a run, and without a standard error, the reason is told', () => {
  expect(judgeDrift([runs(0, 0, 0)])[0]?.reason).toBe('no_run_after_the_reference');
  expect(judgeDrift([{ changes: [0.1], standardErrors: [null], margin: null }])[0]?.reason).toBe(
    'no_paired_change',
  );
});
