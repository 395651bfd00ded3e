import { describe, expect, test } from 'vitest';
import {
  type RandomInterceptData,
  randomInterceptModel,
} from '../../src/statistics/random-intercept-model.js';
import { expectAllClose, expectClose, goldAbsent, goldCases } from './gold-cases.js';

interface Input {
  readonly rows: readonly (readonly [number, string, number])[];
  readonly reml: boolean;
  readonly reference: string;
}

interface Expected {
  readonly beta: readonly number[];
  readonly names: readonly string[];
  readonly se: readonly number[];
  readonly var_template: number;
  readonly var_resid: number;
  readonly loglik: number;
  readonly blup_template: readonly number[];
}

describe.skipIf(goldAbsent)('randomInterceptModel against mixed_effects.json', () => {
  test.each(goldCases<Input, Expected>('mixed_effects', 'lmmRandomIntercept'))(
    '$id',
    ({ input, expected, tol }) => {
      const groups = expected.names.slice(1);
      const { value } = randomInterceptModel({
        response: input.rows.map((row) => row[2]),
        design: input.rows.map((row) => [1, ...groups.map((group) => (row[1] === group ? 1 : 0))]),
        clusters: input.rows.map((row) => row[0]),
        method: input.reml ? 'reml' : 'ml',
      });
      expectAllClose(value?.coefficients ?? [], expected.beta, tol);
      expectAllClose(value?.standardErrors ?? [], expected.se, tol);
      expectClose(value?.varianceCluster ?? null, expected.var_template, tol);
      expectClose(value?.varianceResidual ?? null, expected.var_resid, tol);
      expectClose(value?.logLikelihood ?? null, expected.loglik, tol);
      expectAllClose(value?.clusterEffects ?? [], expected.blup_template, tol);
    },
  );
});

const DATA: RandomInterceptData = {
  response: [1, 2, 3, 3, 5, 4],
  design: [0, 1, 0, 1, 0, 1].map((x) => [1, x]),
  clusters: ['a', 'a', 'b', 'b', 'c', 'c'],
  method: 'reml',
};

test('in a balanced design the effect is the mean paired difference', () => {
  const { value } = randomInterceptModel(DATA);
  expect(value?.coefficients[0]).toBeCloseTo(3, 12);
  expect(value?.coefficients[1]).toBeCloseTo((1 + 0 - 1) / 3, 12);
});

test('clusters that differ less than their items have a variance of 0', () => {
  const { value } = randomInterceptModel({
    ...DATA,
    response: [0, 1, 1, 0, 0, 1],
    design: DATA.response.map(() => [1]),
  });
  expect(value?.varianceCluster).toBe(0);
  expect(value?.clusterEffects.map(Math.abs)).toEqual([0, 0, 0]);
});

test('what cannot be fitted is null with a reason', () => {
  const fitOf = (change: Partial<RandomInterceptData>) => randomInterceptModel({ ...DATA, ...change }).reason;
  expect(fitOf({ response: [], design: [], clusters: [] })).toBe('no_items');
  expect(fitOf({ clusters: DATA.response.map(() => 'a') })).toBe('single_cluster');
  expect(fitOf({ design: DATA.response.map(() => [1, 1]) })).toBe('degenerate');
  expect(fitOf({ response: DATA.response.map(() => 2) })).toBe('degenerate');
});

test('rows of unequal length are refused', () => {
  expect(() => randomInterceptModel({ ...DATA, design: [[1], ...DATA.design.slice(1)] })).toThrow(
    'expected every row of the design to have 1 columns, got 2',
  );
});
