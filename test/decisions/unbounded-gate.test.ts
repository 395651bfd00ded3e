import { describe, expect, test } from 'vitest';
import { sequentialVerdict } from '../../src/decisions/sequential-gate.js';
import { UnboundedGate } from '../../src/decisions/unbounded-gate.js';
import { mixtureSprt } from '../../src/statistics/mixture-sprt.js';
import { mulberry32, type RandomSource } from '../../src/statistics/random-source.js';

const ENDLESS = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
const CHANGE = { range: ENDLESS, worse: 0, tooMuch: 0.5, isChange: true };
const CLUSTERS = 200;

/** Difference of two exponential values: no bounds, and tails heavier than normal ones; variance 2. */
const change = (random: RandomSource) => Math.log(1 - random()) - Math.log(1 - random());

/** How a gate ends that is looked at after every cluster. */
function outcome(shift: number, seed: number): 'failed' | 'passed' | null {
  const random = mulberry32(seed);
  const gate = new UnboundedGate(CHANGE, 0.9);
  for (let cluster = 0; cluster < CLUSTERS; cluster++) {
    gate.add(shift + change(random));
    const { eWorse, eWithin } = gate.state;
    if ((eWithin ?? 0) >= 20) return 'passed';
    if (eWorse >= 20) return 'failed';
  }
  return null;
}

function share(shift: number, wanted: 'failed' | 'passed'): number {
  const outcomes = Array.from({ length: 300 }, (_, seed) => outcome(shift, seed));
  return outcomes.filter((one) => one === wanted).length / outcomes.length;
}

describe('a gate on a mean without bounds', () => {
  test('asks the mixture tests of the methods, with the variance of the clusters so far', () => {
    const gate = new UnboundedGate(CHANGE, 0.9);
    const random = mulberry32(2);
    const values = Array.from({ length: 60 }, () => 0.2 + change(random));
    for (const value of values) gate.add(value);
    const mean = values.reduce((sum, value) => sum + value, 0) / 60;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 59;
    const running = { count: 60, mean, variance, mixingVariance: 0.25 };
    expect(mean).toBeGreaterThan(0);
    expect(mean).toBeLessThan(0.5);
    expect(gate.state.eWorse).toBeCloseTo(mixtureSprt(running, 0).eValue, 10);
    expect(gate.state.eWithin).toBeCloseTo(mixtureSprt(running, 0.5).eValue, 10);
    expect(gate).toMatchObject({ method: 'cs_msprt', flags: ['asymptotic'] });
  });

  test('calls equal models regressed, and models that are worse by the margin fit to pass, in fewer than 5%', () => {
    expect(share(0, 'failed')).toBeLessThanOrEqual(0.05);
    expect(share(0.5, 'passed')).toBeLessThanOrEqual(0.05);
  });

  test('decides most cases that lie well to one side', () => {
    expect(share(1, 'failed')).toBeGreaterThan(0.9);
    expect(share(-0.5, 'passed')).toBeGreaterThan(0.9);
  });

  test('says nothing before 30 clusters, nor while all are alike', () => {
    const gate = new UnboundedGate(CHANGE, 0.9);
    for (let cluster = 0; cluster < 29; cluster++) gate.add(5 + (cluster % 2));
    expect(gate.state).toMatchObject({ clusters: 29, interval: null, eWorse: 1, eWithin: 1, pWorse: 1 });
    expect(sequentialVerdict(null, gate.state, CHANGE)).toBe('undecided');
    gate.add(5);
    expect(gate.state.eWorse).toBeGreaterThan(20);
    const alike = new UnboundedGate(CHANGE, 0.9);
    for (let cluster = 0; cluster < 40; cluster++) alike.add(1);
    expect(alike.state).toMatchObject({ mean: 1, interval: null, eWorse: 1 });
  });

  test('needs a margin, which says what effect to look for, and more than 30 clusters', () => {
    expect(UnboundedGate.canLookEarly(CHANGE, 31)).toBe(true);
    expect(UnboundedGate.canLookEarly(CHANGE, 30)).toBe(false);
    expect(UnboundedGate.canLookEarly({ ...CHANGE, tooMuch: null }, 200)).toBe(false);
    expect(() => new UnboundedGate({ ...CHANGE, tooMuch: null }, 0.9)).toThrow('expected a margin');
  });
});
