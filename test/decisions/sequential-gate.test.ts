import { describe, expect, test } from 'vitest';
import {
  BoundedGate,
  decideFamily,
  isBetween,
  type SequentialState,
  sequentialVerdict,
} from '../../src/decisions/sequential-gate.js';
import { BettingEProcess } from '../../src/statistics/betting-e-process.js';
import { mulberry32 } from '../../src/statistics/random-source.js';

const CHANGE = { range: [-2, 2], worse: 0, tooMuch: 0.1, isChange: true } as const;

function stateOf(values: Partial<SequentialState>): SequentialState {
  return {
    clusters: 50,
    mean: 0,
    interval: { low: -0.5, high: 0.5, level: 0.9 },
    eWorse: 1,
    pWorse: 1,
    eWithin: 1,
    ...values,
  };
}

describe('the two e-processes of a gate', () => {
  test('are those of the methods: y = (d + R) / 2R against 1/2, and 1 - y against 1/2 - m / 2R', () => {
    const gate = new BoundedGate(CHANGE, 0.9);
    const worse = new BettingEProcess(0.5);
    const within = new BettingEProcess(0.5 - 0.1 / 4);
    const random = mulberry32(5);
    for (let cluster = 0; cluster < 40; cluster++) {
      const change = 0.6 * random() - 0.2;
      gate.add(change);
      worse.add((change + 2) / 4);
      within.add(1 - (change + 2) / 4);
    }
    expect(gate.state.eWorse).toBeCloseTo(worse.eValue, 10);
    expect(gate.state.eWithin).toBeCloseTo(within.eValue, 10);
    expect(gate.state).toMatchObject({ clusters: 40 });
    expect(gate.state.interval?.low).toBeLessThan(gate.state.mean ?? Number.NaN);
  });

  test('a gate without a margin can only fail', () => {
    const gate = new BoundedGate({ ...CHANGE, tooMuch: null }, 0.9);
    expect(gate.state.eWithin).toBeNull();
    expect(gate.state).toMatchObject({ clusters: 0, mean: null });
  });

  test('of equal models call a regression in fewer than 5% of cases, however often one looks', () => {
    let alarms = 0;
    for (let seed = 0; seed < 200; seed++) {
      const random = mulberry32(seed);
      const process = new BettingEProcess(0.5);
      // Clusters of one binary pair: the widest spread that there is.
      for (let cluster = 0; cluster < 300 && process.eValue < 20; cluster++)
        process.add(random() < 0.5 ? 0 : 1);
      if (process.eValue >= 20) alarms++;
    }
    expect(alarms).toBeLessThanOrEqual(10);
  });

  test('need what they ask inside the range', () => {
    expect(isBetween(CHANGE)).toBe(true);
    expect(isBetween({ range: [0, 1], worse: 1, tooMuch: 1, isChange: false })).toBe(false);
  });
});

describe('a family of gates', () => {
  test('each passes at 20 on its own', () => {
    expect(decideFamily([stateOf({ eWithin: 20 }), stateOf({ eWithin: 19.9 })])).toEqual(['passed', null]);
  });

  test('regressions are those of e-BH: one of three needs 60, two need 30 each, three 20', () => {
    const failing = (...values: readonly number[]) =>
      decideFamily(values.map((eWorse) => stateOf({ eWorse })));
    expect(failing(59, 1, 1)).toEqual([null, null, null]);
    expect(failing(60, 1, 1)).toEqual(['failed', null, null]);
    expect(failing(30, 30, 1)).toEqual(['failed', 'failed', null]);
    expect(failing(20, 20, 20)).toEqual(['failed', 'failed', 'failed']);
    expect(failing(20)).toEqual(['failed']);
  });

  test('gates that are decided at the planned end keep their share of the error', () => {
    expect(decideFamily([stateOf({ eWorse: 39 })], 1)).toEqual([null]);
    expect(decideFamily([stateOf({ eWorse: 40 })], 1)).toEqual(['failed']);
    expect(decideFamily([stateOf({ eWithin: 20 })], 1)).toEqual(['passed']);
  });

  test('what was rejected stays rejected when the others lose their evidence', () => {
    const before = decideFamily([stateOf({ eWorse: 35 }), stateOf({ eWorse: 31 }), stateOf({ eWorse: 2 })]);
    expect(before).toEqual(['failed', 'failed', null]);
    // The two are kept as they were.
    expect(
      decideFamily([stateOf({ eWorse: 35 }), stateOf({ eWorse: 31 }), stateOf({ eWorse: 0.01 })]),
    ).toEqual(before);
  });
});

describe('verdicts follow the table of rules', () => {
  const interval = (low: number, high: number) => ({ interval: { low, high, level: 0.9 } });
  test.each([
    ['passed', interval(-0.3, -0.1), 'improved'],
    ['passed', interval(-0.09, 0.09), 'equivalent'],
    ['passed', interval(-0.3, 0.09), 'no_regression_shown'],
    ['failed', interval(0.01, 0.4), 'regressed'],
    [null, interval(-0.1, 0.4), 'undecided'],
  ] as const)('%s with %o is %s', (decision, state, verdict) => {
    expect(sequentialVerdict(decision, stateOf(state), CHANGE)).toBe(verdict);
  });

  test('of levels', () => {
    const level = { range: [0, 1], worse: 0.3, tooMuch: 0.3, isChange: false } as const;
    expect(sequentialVerdict('passed', stateOf({}), level)).toBe('within_ceiling');
    expect(sequentialVerdict('failed', stateOf({}), level)).toBe('above_ceiling');
  });
});
