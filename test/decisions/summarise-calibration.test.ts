import { expect, test } from 'vitest';
import {
  type GateObservation,
  isAccepted,
  type LevelObservation,
  type SeedObservation,
} from '../../src/decisions/calibration.js';
import { summariseCalibration } from '../../src/decisions/summarise-calibration.js';
import { judgeChange } from '../../src/decisions/verdict.js';

const target = { probe: 'p', metric: 'm', reference: null, clusters: 16 };

function level(group: string | null, covered: boolean): LevelObservation {
  return { ...target, group, method: 'cr1_t', truth: 0.1, covered };
}

function gate(change: Partial<GateObservation>): GateObservation {
  return {
    ...target,
    group: null,
    margin: 0.1,
    truth: 0,
    standardError: 1,
    verdict: 'equivalent',
    worse: false,
    failed: false,
    p: 0.5,
    ...change,
  };
}

/** Four seeds: the fourth one is where things go wrong. */
const seeds = [1, 2, 3, 4].map((seed): SeedObservation => {
  const isOdd = seed === 4;
  const scene = {
    levels: [level(null, !isOdd), level('a', true), level('b', !isOdd)],
    same: [gate(isOdd ? { verdict: 'regressed', worse: true, failed: true, p: 0.01 } : {})],
    unclustered: [gate({ verdict: 'regressed', worse: true })],
    worse: [gate({ truth: 2.8, verdict: 'regressed', worse: !isOdd })],
  };
  const early = { clusters: isOdd ? 200 : 100, planned: 200, verdict: 'regressed' as const };
  return { alike: scene, varied: scene, early: { worse: early, same: { ...early, verdict: 'undecided' } } };
});
const rows = summariseCalibration(seeds);
const row = (scene: string, figure: string, scope: string | null = 'all') => {
  const found = rows.find((one) => one.scene === scene && one.figure === figure && one.scope === scope);
  if (!found) throw new Error(`expected a row of ${figure}`);
  return found;
};

test('coverage by scope: groups of a seed are averaged, and the error is that over seeds', () => {
  // 3 of 4; standard deviation of 1 1 1 0 is 0.5, over sqrt(4).
  expect(row('alike', 'coverage')).toMatchObject({ observed: 0.75, monteCarloError: 0.25, seeds: 4 });
  // 1 1 1 0.5: mean 0.875, sd 0.25.
  expect(row('alike', 'coverage', 'groups')).toMatchObject({ observed: 0.875, monteCarloError: 0.125 });
  expect(isAccepted(row('alike', 'coverage'))).toBe(false);
});

test('false alarms: at most 8% for 500 seeds; where templates differ an unclustered test must fail', () => {
  expect(row('alike', 'called_regressed_under_null')).toMatchObject({
    observed: 0.25,
    accepted: { low: 0, high: 0.08 },
  });
  expect(row('alike', 'run_failed_under_null', null).observed).toBe(0.25);
  expect(row('alike', 'interval_above_0_under_null_unclustered').accepted).toBeNull();
  expect(isAccepted(row('varied', 'interval_above_0_under_null_unclustered'))).toBe(true);
  expect(isAccepted(row('varied', 'p_at_most_0.05_under_null_unclustered'))).toBe(false);
});

test('an interval that is too narrow also ends below the margin, so nothing is asked of that verdict', () => {
  expect(judgeChange({ low: 0.01, high: 0.09 }, 0.1).verdict).toBe('equivalent');
  expect(judgeChange({ low: 0.01, high: 0.09 }, null).verdict).toBe('regressed');
  const shown = row('varied', 'called_regressed_under_null_unclustered');
  expect(shown).toMatchObject({ observed: 1, accepted: null });
});

test('power against what the standard error of such runs says', () => {
  // powerOfT of 2.8 standard errors with df 15: 0.8473.
  expect(row('alike', 'power')).toMatchObject({ observed: 0.75, planted: 2.8 });
  expect(row('alike', 'power').expected).toBeCloseTo(0.8473, 4);
  expect(isAccepted(row('alike', 'power'))).toBe(false);
});

test('stopping early: clusters used, and a pass of what is worse is wrong', () => {
  expect(row('early', 'clusters_used_when_worse', null).observed).toBe(0.625);
  expect(row('early', 'wrong_decision_when_worse', null).observed).toBe(0);
  expect(row('early', 'decided_under_null', null).observed).toBe(0);
});
