import { describe, expect, test } from 'vitest';
import { clusteredMean } from '../../src/statistics/clustered-mean.js';
import { mulberry32 } from '../../src/statistics/random-source.js';
import { twoWayClusteredMean } from '../../src/statistics/two-way-clustered.js';

const TEMPLATES = ['t1', 't1', 't2', 't2'];
const NAMES = ['n1', 'n2', 'n1', 'n2'];

test('the worked value: all three variances are 1/16', () => {
  expect(twoWayClusteredMean([1, 0, 0, 0], TEMPLATES, NAMES)).toEqual({
    estimate: 0.25,
    standardError: 0.25,
    clusters: 2,
    reason: null,
    fellBack: false,
  });
});

test('a variance that is not positive falls back to the larger of the two factors', () => {
  // Both factors are balanced (their variances are 0) while the cells vary: 0 + 0 - V_cell < 0.
  const result = twoWayClusteredMean([1, 0, 0, 1], TEMPLATES, NAMES);
  expect(result).toMatchObject({ estimate: 0.5, standardError: 0, fellBack: true });
});

test('a variance below that of either factor alone is raised to the smaller of them', () => {
  // Deviations 3.5 -1.5 / -1.5 -0.5: V_template = V_name = 2 * (2^2 + 2^2) / 16 = 1, V_cell = 4/3 * 17 / 16 = 17/12, so
  // V would be 7/12.
  const result = twoWayClusteredMean([3.5, -1.5, -1.5, -0.5], TEMPLATES, NAMES);
  expect(result).toMatchObject({ estimate: 0, fellBack: false });
  expect(result.standardError).toBeCloseTo(1, 14);
});

test('two equal factors give the one-way error', () => {
  const values = [1, 0, 1, 1, 0, 0];
  const labels = ['a', 'a', 'b', 'b', 'c', 'c'];
  const result = twoWayClusteredMean(values, labels, labels);
  expect(result.standardError).toBeCloseTo(clusteredMean(values, labels).standardErrorCr1 ?? 0, 14);
});

test('a factor of one level has no error', () => {
  expect(twoWayClusteredMean([1, 0], ['t', 't'], ['n1', 'n2'])).toMatchObject({
    estimate: 0.5,
    standardError: null,
    reason: 'single_cluster',
    clusters: 1,
  });
});

describe('items with an effect of template and of name', () => {
  test('the two-way error matches the spread of the mean over 300 simulated data sets', () => {
    const random = mulberry32(8);
    const noise = () => random() + random() + random() - 1.5;
    const means: number[] = [];
    let variance = 0;
    for (let run = 0; run < 300; run += 1) {
      const byTemplate = Array.from({ length: 20 }, noise);
      const byName = Array.from({ length: 20 }, noise);
      const cells = byTemplate.flatMap((t, i) => byName.map((n, j) => ({ value: t + n + noise(), i, j })));
      const result = twoWayClusteredMean(
        cells.map((c) => c.value),
        cells.map((c) => c.i),
        cells.map((c) => c.j),
      );
      means.push(result.estimate ?? Number.NaN);
      variance += (result.standardError ?? Number.NaN) ** 2 / 300;
    }
    // Truth: 0.25/20 + 0.25/20 + 0.25/400 = 0.0256; the mean of 300 estimates has an error of about 2%.
    expect(variance).toBeGreaterThan(0.0256 * 0.9);
    expect(variance).toBeLessThan(0.0256 * 1.1);
    const spread = means.reduce((sum, mean) => sum + mean ** 2, 0) / 300;
    expect(Math.abs(spread / variance - 1)).toBeLessThan(0.3);
  });
});
