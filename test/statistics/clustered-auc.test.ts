import fc from 'fast-check';
import { expect, test } from 'vitest';
import { auc } from '../../src/statistics/auc.js';
import { aucStatistic } from '../../src/statistics/clustered-auc.js';

const observation = fc.record({ score: fc.integer({ min: 0, max: 4 }), positive: fc.boolean() });

/** Each observation is its own cluster. */
function statisticOf(observations: readonly { score: number; positive: boolean }[]) {
  return aucStatistic({
    scores: observations.map(({ score }) => score),
    isPositive: observations.map(({ positive }) => positive),
    clusterOf: observations.map((_, place) => place),
    clusters: observations.length,
  });
}

test('of clusters drawn with repetition it is the area of what was drawn (Hanley and McNeil 1982)', () => {
  const drawing = fc
    .array(observation, { minLength: 1, maxLength: 10 })
    .chain((observations) =>
      fc.tuple(
        fc.constant(observations),
        fc.array(fc.integer({ min: 0, max: observations.length - 1 }), { minLength: 1, maxLength: 12 }),
      ),
    );
  fc.assert(
    fc.property(drawing, ([observations, drawn]) => {
      const sample = drawn.map((place) => observations[place] ?? { score: 0, positive: true });
      const side = (positive: boolean) =>
        sample.filter((one) => one.positive === positive).map(({ score }) => score);
      const value = statisticOf(observations).resample(Int32Array.from(drawn));
      const expected = auc(side(true), side(false));
      if (expected === null) expect(value).toBeNull();
      else expect(value).toBeCloseTo(expected, 12);
    }),
    { seed: 5, numRuns: 300 },
  );
});
