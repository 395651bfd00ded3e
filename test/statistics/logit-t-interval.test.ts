import { describe, expect, test } from 'vitest';
import { logitTInterval } from '../../src/statistics/logit-t-interval.js';

const ratio = {
  estimate: 0.4095,
  standardError: 0.14629,
  clusters: 25,
  level: 0.95,
  range: [-1, 1],
} as const;

test('worked value: s_DIS of RACE on BBQ Religion, beside its BCa of 0.08515 to 0.66079', () => {
  const { low, high } = logitTInterval(ratio);
  expect(low).toBeCloseTo(0.07213, 5);
  expect(high).toBeCloseTo(0.66279, 5);
});

test('it is the same on every scale, and mirrored where the ratio is', () => {
  const { low, high } = logitTInterval(ratio);
  const share = logitTInterval({ ...ratio, estimate: 0.70475, standardError: 0.073145, range: [0, 1] });
  expect(share.low).toBeCloseTo((low + 1) / 2, 12);
  expect(share.high).toBeCloseTo((high + 1) / 2, 12);
  const mirrored = logitTInterval({ ...ratio, estimate: -ratio.estimate });
  expect([mirrored.low, mirrored.high].map((limit) => -limit)).toEqual([
    expect.closeTo(high, 12),
    expect.closeTo(low, 12),
  ]);
});

describe('at an end of the range there is no error to go by', () => {
  // Wilson of 10 of 10: 1 / (1 + 1.95996^2 / 10) = 0.72247.
  test.each([
    [1, 0.44493, 1],
    [1 + 2e-16, 0.44493, 1],
    [-1, -1, -0.44493],
  ])('%d: Wilson of clusters', (estimate, low, high) => {
    const found = logitTInterval({ ...ratio, estimate, standardError: 0, clusters: 10 });
    expect(found.low).toBeCloseTo(low, 5);
    expect(found.high).toBeCloseTo(high, 5);
  });
});

test.each([
  [{ estimate: 1.01 }, 'expected the estimate to lie from -1 to 1, got 1.01'],
  [{ range: [0, Number.POSITIVE_INFINITY] }, 'expected the ends of the range to be finite and apart'],
  [{ standardError: -1 }, 'standardError'],
] as const)('%j is refused', (wrong, message) => {
  expect(() => logitTInterval({ ...ratio, ...wrong })).toThrow(message);
});
