import { describe, expect, test } from 'vitest';
import { gatePower } from '../../src/decisions/gate-power.js';
import { clustersToReject, sequentialReach } from '../../src/decisions/sequential-reach.js';
import {
  assumedParts,
  differenceParts,
  partsFromErrors,
  standardErrorOf,
} from '../../src/decisions/variance-parts.js';
import { designEffect } from '../../src/statistics/design-effect.js';
import { repeatedSampleSize } from '../../src/statistics/sample-size.js';

/** RACE against ARC on the ambiguous questions of BBQ Religion, published predictions: errors of the worked table. */
const RELIGION = {
  design: { clusters: 25, crossed: null, items: 600, repliesPerItem: 1 },
  standardError: 0.03982,
  independent: 0.02631,
  byCluster: 0.03982,
  byCrossed: null,
  withinItem: 0,
};

describe('the worked case: BBQ Religion, 25 templates, paired error 0.0398', () => {
  const parts = partsFromErrors(RELIGION);

  test('detects 0.112 in 80% of cases, so it cannot see a margin of 0.05', () => {
    const power = gatePower(0.05, parts, RELIGION.design, 1);
    expect(power.minimumDetectableEffect).toBeCloseTo(0.112, 3);
    expect(power).toMatchObject({ sees: false, reason: 'above_margin' });
  });

  test('about 125 templates see it, not more fillers and not more samples', () => {
    const { changes, cheapest } = gatePower(0.05, parts, RELIGION.design, 1);
    const [templates, items, samples] = changes;
    expect(cheapest).toBe(templates);
    // 25 * (0.11156 / 0.05)^2 = 124.5
    expect(templates).toMatchObject({ lever: 'templates', count: 125, factor: 5 });
    expect(templates?.minimumDetectableEffect).toBeLessThanOrEqual(0.05);
    expect(items).toMatchObject({ lever: 'items', count: null, factor: null });
    expect(items?.minimumDetectableEffect).toBeGreaterThan(0.05);
    expect(samples).toMatchObject({ lever: 'samples', count: null });
  });

  test('a margin of 0.112 is seen', () => {
    expect(gatePower(0.112, parts, RELIGION.design, 1)).toMatchObject({
      sees: true,
      changes: [],
      cheapest: null,
    });
  });

  test('the assumed variances are those of this pair, so they give nearly its error', () => {
    const assumed = assumedParts({ range: [-1, 1], isChange: true, isContrast: false, isCrossed: false });
    expect(assumed && standardErrorOf(assumed, RELIGION.design)).toBeCloseTo(0.0398, 2);
  });
});

describe('standard errors of a plan', () => {
  test('are sd / sqrt(n) times the root of the design effect', () => {
    const parts = { clusters: 0.06, crossed: 0, items: 0.2, replies: 0.14 };
    const design = { clusters: 20, crossed: null, items: 240, repliesPerItem: 1 };
    expect(standardErrorOf(parts, design)).toBeCloseTo(
      Math.sqrt(0.4 / 240) * Math.sqrt(designEffect(12, 0.06 / 0.4)),
      12,
    );
  });

  test('fall with samples as the formula of repeated samples says', () => {
    // Miller 2024: 2,181 items with two samples of each model, no clusters (gold of the power vectors).
    const parts = { clusters: 0, crossed: 0, items: 0.16, replies: 0.18 };
    const items = Math.ceil(
      repeatedSampleSize(
        { delta: 0.03, betweenVariance: 0.16 },
        [
          { withinVariance: 0.09, samples: 2 },
          { withinVariance: 0.09, samples: 2 },
        ],
        { alpha: 0.05, power: 0.8, sides: 2 },
      ),
    );
    expect(items).toBe(2181);
    const design = { clusters: items, crossed: null, items, repliesPerItem: 2 };
    expect(gatePower(0.03, parts, design, 2).sees).toBe(true);
    expect(gatePower(0.03, parts, { ...design, repliesPerItem: 1 }, 1)).toMatchObject({
      sees: false,
      cheapest: { lever: 'templates' },
    });
  });

  test('of a run are given back at its own size, also where clustering shrinks them', () => {
    // RACE - ARC disambiguated: 0.01542 as if independent, 0.01052 clustered.
    const parts = partsFromErrors({
      ...RELIGION,
      standardError: 0.01052,
      independent: 0.01542,
      byCluster: 0.01052,
    });
    expect(parts.clusters).toBe(0);
    expect(standardErrorOf(parts, RELIGION.design)).toBeCloseTo(0.01052, 12);
  });

  test('of two crossed factors are given back too', () => {
    const design = { clusters: 16, crossed: 40, items: 640, repliesPerItem: 6 };
    const parts = partsFromErrors({
      design,
      standardError: 0.05,
      independent: 0.02,
      byCluster: 0.04,
      byCrossed: 0.035,
      withinItem: 0.1,
    });
    expect(standardErrorOf(parts, design)).toBeCloseTo(0.05, 12);
    expect(parts.clusters).toBeGreaterThan(0);
    expect(parts.crossed).toBeGreaterThan(0);
  });

  test('of a difference from one model: replies are independent, true values go together', () => {
    expect(differenceParts({ clusters: 0.1, crossed: 0, items: 0.2, replies: 0.3 })).toEqual({
      clusters: 0.1,
      crossed: 0,
      items: 0.2,
      replies: 0.6,
    });
  });
});

describe('a gate that cannot see', () => {
  const parts = { clusters: 0, crossed: 0, items: 0.01, replies: 0.4 };

  test('is helped most cheaply by samples where replies are the noise and templates cost as much', () => {
    const design = { clusters: 10, crossed: null, items: 100, repliesPerItem: 1 };
    const { changes, cheapest } = gatePower(0.1, parts, design, 1);
    expect(changes.map(({ lever, count }) => [lever, count !== null])).toEqual([
      ['templates', true],
      ['items', true],
      ['samples', true],
    ]);
    // Nothing lies between templates, so all three need about the same calls; templates come first.
    expect(cheapest?.lever).toBe('templates');
  });

  test('has no interval below six clusters, whatever the margin', () => {
    const design = { clusters: 5, crossed: null, items: 5000, repliesPerItem: 1 };
    const power = gatePower(0.5, parts, design, 1);
    expect(power).toMatchObject({
      sees: false,
      reason: 'too_few_clusters',
      cheapest: { lever: 'templates', count: 6 },
    });
  });

  test('is not judged where nothing says how scores vary, and is where there is no item or no room', () => {
    const design = { clusters: 10, crossed: null, items: 100, repliesPerItem: 1 };
    expect(gatePower(0.1, null, design, 1)).toMatchObject({ sees: null, reason: 'no_scale' });
    expect(gatePower(0.1, parts, { ...design, clusters: 0, items: 0 }, 1)).toMatchObject({
      sees: false,
      reason: 'no_items',
    });
    expect(gatePower(-0.1, parts, design, 1)).toMatchObject({ sees: false, reason: 'no_room' });
  });
});

describe('how many clusters a sequential test needs', () => {
  test('more for a smaller effect, and none is enough under the null', () => {
    const needed = (mean: number) => clustersToReject({ mean, sd: 0.1, nullMean: 0.5, threshold: 20 });
    expect(needed(0.55)).toBe(74);
    expect(needed(0.6)).toBeLessThan(74);
    expect(needed(0.5)).toBeNull();
  });

  test('a planted effect of 0.1 on a rate is told within 70% of 200 templates, on a net score barely', () => {
    const of = { toSee: 0.05, standardError: 0.2 / Math.sqrt(200), clusters: 200, gates: 1 };
    expect(sequentialReach({ ...of, range: [-1, 1] }).toFail).toBeLessThan(140);
    expect(sequentialReach({ ...of, range: [-2, 2] }).toFail).toBeLessThan(140);
    expect(sequentialReach({ ...of, range: [-1, 1], gates: 5 }).toFail).toBeGreaterThan(
      sequentialReach({ ...of, range: [-1, 1] }).toFail ?? 0,
    );
  });

  test('of scores without bounds a mixture test: half a standard deviation takes 37, and never fewer than 30', () => {
    // The first n at which (n/2)^2 / 4 / (2 (1 + n/4)) - ln(1 + n/4) / 2 exceeds ln 20.
    const range = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
    const of = { range, toSee: 0.5, standardError: 0.1, clusters: 100, gates: 1 };
    expect(sequentialReach(of)).toEqual({ toPass: 37, toFail: 30 });
    expect(sequentialReach({ ...of, standardError: 0 })).toEqual({ toPass: null, toFail: null });
  });
});
