import { expect, test } from 'vitest';
import {
  correctedPrevalence,
  correctedPrevalenceInterval,
} from '../../src/statistics/corrected-prevalence.js';
import { mulberry32 } from '../../src/statistics/random-source.js';

test('worked value: (0.3 + 0.9 - 1) / (0.8 + 0.9 - 1) = 2/7', () => {
  expect(correctedPrevalence({ observed: 0.3, sensitivity: 0.8, specificity: 0.9 })).toBeCloseTo(2 / 7, 14);
});

test('a perfect scorer needs no correction, and results are clamped to [0, 1]', () => {
  expect(correctedPrevalence({ observed: 0.3, sensitivity: 1, specificity: 1 })).toBeCloseTo(0.3, 14);
  expect(correctedPrevalence({ observed: 0.05, sensitivity: 0.8, specificity: 0.9 })).toBe(0);
  expect(correctedPrevalence({ observed: 0.95, sensitivity: 0.8, specificity: 0.9 })).toBe(1);
});

test('a scorer no better than a coin says nothing', () => {
  expect(correctedPrevalence({ observed: 0.5, sensitivity: 0.4, specificity: 0.6 })).toBeNull();
  expect(correctedPrevalence({ observed: 0.5, sensitivity: 0.4, specificity: 0.5 })).toBeNull();
});

const SETTINGS = { resamples: 2000, level: 0.95 };

test('the interval carries the uncertainty of all three samples (delta method: 0.0597)', () => {
  const result = correctedPrevalenceInterval({
    observed: { hits: 60, items: 200 },
    positives: { hits: 80, items: 100 },
    negatives: { hits: 10, items: 100 },
    ...SETTINGS,
    random: mulberry32(1),
  });
  expect(result.estimate).toBeCloseTo(2 / 7, 12);
  // Var = [p(1-p)/200 + pi^2 se(1-se)/100 + (1-pi)^2 sp(1-sp)/100] / 0.49.
  const variance = (0.21 / 200 + ((2 / 7) ** 2 * 0.16) / 100 + ((5 / 7) ** 2 * 0.09) / 100) / 0.49;
  const width = (result.interval?.high ?? 0) - (result.interval?.low ?? 0);
  expect(width / (2 * 1.96 * Math.sqrt(variance))).toBeCloseTo(1, 1);
});

test('an empty sample, or a scorer that says nothing, has no estimate', () => {
  const base = {
    ...SETTINGS,
    random: mulberry32(1),
    observed: { hits: 6, items: 20 },
    negatives: { hits: 1, items: 10 },
  };
  expect(correctedPrevalenceInterval({ ...base, positives: { hits: 0, items: 0 } })).toEqual({
    estimate: null,
    interval: null,
    reason: 'no_items',
  });
  expect(correctedPrevalenceInterval({ ...base, positives: { hits: 0, items: 10 } }).reason).toBe(
    'degenerate',
  );
  // Sensitivity 0.2 against false alarms 0.1: many draws say nothing.
  const weak = correctedPrevalenceInterval({ ...base, positives: { hits: 2, items: 10 } });
  expect(weak).toMatchObject({ interval: null, reason: 'degenerate' });
  expect(weak.estimate).toBe(1);
});
