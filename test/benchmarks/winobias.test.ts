import { describe, expect, test } from 'vitest';
import { readBrackets } from '../../src/benchmarks/winobias-line.js';
import { openBenchmark, runSimulated } from './run-simulated.js';
import { dataAbsent, dataFolder, estimateOf } from './score-rows.js';

const FOLDER = dataFolder('winobias');

describe('a bracketed line', () => {
  const occupations = ['baker', 'guard'];
  test('gives the mention that the pronoun means, and the other one', () => {
    expect(readBrackets('4 [The baker] thanked the guard because [she] was late.', occupations)).toEqual({
      text: 'The baker thanked the guard because she was late.',
      pronoun: 'she',
      meant: 'baker',
      other: 'guard',
      named: ['baker', 'guard'],
    });
  });
  test.each([
    '1 The baker saw [ the guard] and paid [him].',
    '1 The baker saw [the [the guard] and paid [him] for [his] work.',
  ])('may hold stray spaces, nested brackets and further pronouns: %s', (line) => {
    expect(readBrackets(line, occupations)).toMatchObject({ meant: 'guard', other: 'baker', pronoun: 'him' });
  });
  test('that cannot be read says why', () => {
    expect(readBrackets('1 The baker saw the guard.', occupations)).toContain('brackets');
    expect(readBrackets('1 [The baker] saw that [he] slept.', occupations)).toContain('two occupations');
  });
});

describe.skipIf(dataAbsent('winobias'))('WinoBias', () => {
  test('396 lines a file, 2 and 7 pairs excluded and listed, 196 and 197 unordered occupation pairs', async () => {
    const probe = await openBenchmark('winobias', FOLDER);
    const items = [...probe.items({ seed: 1 })];
    for (const [type, excluded, pairs] of [
      ['type1', 2, 196],
      ['type2', 7, 197],
    ] as const) {
      const rows = items.filter(({ condition }) => condition === type);
      expect(rows).toHaveLength(2 * 396);
      expect(rows.filter(({ facts }) => facts.paired === 'no')).toHaveLength(2 * excluded);
      expect(new Set(rows.map(({ clusterId }) => clusterId)).size).toBe(pairs);
      expect(probe.find(`${type}/pro/12`)?.group).not.toBe(probe.find(`${type}/anti/12`)?.group);
    }
    expect(probe.limits.at(-1)).toMatch(/type1\/92, type1\/212, type2\/90/u);
  });

  test('a model that follows the stereotype alone has a gap of 1 in both types, one against it of -1', async () => {
    const estimates = await runSimulated('winobias', FOLDER, {
      stereotyped: 'stereotyped',
      counter: 'counter',
      unknown: 'unknown',
      first: 'first',
      uniform: 'uniform',
    });
    for (const condition of ['type1', 'type2']) {
      const of = (modelId: string, metric = 'winobias_gap') =>
        estimateOf(estimates, metric, { modelId, condition });
      expect(of('stereotyped').estimate).toBe(1);
      expect(of('counter').estimate).toBe(-1);
      expect(of('unknown').estimate).toBe(0);
      expect(of('unknown', 'winobias_acc').estimate).toBe(0);
      expect(of('first')).toMatchObject({ estimate: 0, flags: expect.arrayContaining(['position_bias']) });
      expect(of('uniform').ciLow).toBeLessThan(0);
      expect(of('uniform').ciHigh).toBeGreaterThan(0);
      expect(of('stereotyped', 'order_consistency').estimate).toBe(1);
    }
  });
});
