import { describe, expect, test } from 'vitest';
import { gStudy } from '../../src/statistics/g-study.js';
import { expectClose, goldAbsent, goldCases } from './gold-cases.js';

interface Expected {
  readonly ms_template: number;
  readonly ms_group: number;
  readonly ms_resid: number;
  readonly var_template: number;
  readonly var_group: number;
  readonly var_resid: number;
  readonly g_coefficient: number;
  readonly F_group: number;
  readonly p_group: number;
}

describe.skipIf(goldAbsent)('gStudy against mixed_effects.json', () => {
  test.each(goldCases<{ matrix_template_by_group: number[][] }, Expected>('mixed_effects', 'gStudy'))(
    '$id',
    ({ input, expected, tol }) => {
      const { value } = gStudy(input.matrix_template_by_group);
      expectClose(value?.meanSquareTemplate ?? null, expected.ms_template, tol);
      expectClose(value?.meanSquareGroup ?? null, expected.ms_group, tol);
      expectClose(value?.meanSquareResidual ?? null, expected.ms_resid, tol);
      expectClose(value?.varianceTemplate ?? null, expected.var_template, tol);
      expectClose(value?.varianceGroup ?? null, expected.var_group, tol);
      expectClose(value?.varianceResidual ?? null, expected.var_resid, tol);
      expectClose(value?.gCoefficient ?? null, expected.g_coefficient, tol);
      expectClose(value?.fGroup ?? null, expected.F_group, tol);
      expectClose(value?.pGroup ?? null, expected.p_group, tol);
    },
  );
});

test('worked value: 1 2 over 2 4 has mean squares 2.25, 2.25 and 0.25', () => {
  const { value } = gStudy([
    [1, 2],
    [2, 4],
  ]);
  expect(value).toMatchObject({ meanSquareTemplate: 2.25, meanSquareGroup: 2.25, meanSquareResidual: 0.25 });
});

test('groups that do not differ have a coefficient of 0; a table that is constant has none', () => {
  const crossed = gStudy([
    [1, 0],
    [0, 1],
  ]).value;
  expect(crossed?.varianceGroup).toBeLessThan(0);
  expect(crossed?.gCoefficient).toBe(0);
  expect(
    gStudy([
      [1, 1],
      [1, 1],
    ]).value,
  ).toMatchObject({ gCoefficient: null, fGroup: null, pGroup: null });
});

test('one template or one group is too few; ragged tables are refused', () => {
  expect(gStudy([[1, 2]])).toEqual({ value: null, reason: 'too_few_clusters' });
  expect(gStudy([])).toEqual({ value: null, reason: 'too_few_clusters' });
  expect(() => gStudy([[1, 2], [1]])).toThrow('expected every row to have 2 groups, got 1');
});
