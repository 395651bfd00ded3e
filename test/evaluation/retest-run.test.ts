import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openSuite } from '../../src/cli/suite-options.js';
import { run } from '../../src/evaluate.js';
import { retestRun, retestSuite } from '../../src/evaluation/collection/retest-run.js';
import { retestNoise } from '../../src/metrics/retest-noise.js';
import { readRetest, writeRetest } from '../../src/records/retest-csv.js';
import { wilsonInterval } from '../../src/statistics/wilson-interval.js';

const home = mkdtempSync(join(tmpdir(), 'probity-retest-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const pair = (one: string, two: string, first: number | null, second: number | null, clusterId = one) => ({
  clusterId,
  labels: [one, two] as const,
  scores: [first, second] as const,
});

test('flip rate, kappa and the deviation of one reading come from pairs, by hand', () => {
  const noise = retestNoise(
    [
      pair('a', 'b', 1, 0, '1'),
      pair('a', 'a', 1, 1, '2'),
      pair('b', 'b', 0, 0, '3'),
      pair('b', 'b', 0, 0, '4'),
    ],
    0.95,
  );
  // Observed agreement 3/4, expected (2*1 + 2*3)/16 = 1/2; one difference of 1 in four: sqrt((1/4)/2).
  expect(noise).toMatchObject({ pairs: 4, clusters: 4, flips: 1, flipRate: 0.25, kappa: 0.5 });
  expect(noise.scoreSd).toBeCloseTo(Math.sqrt(1 / 8), 15);
  // Four clusters of one: CR1 is the error of independent items, so the interval is Wilson's own.
  expect(noise.interval).toEqual(wilsonInterval(1, 4, 0.95));
});

test('the worked value of the docstring', () => {
  const noise = retestNoise([pair('a', 'b', 1, 0), pair('a', 'a', 1, 1)], 0.95);
  expect([noise.flipRate, noise.scoreSd]).toEqual([0.5, 0.5]);
});

test('without pairs every figure is null, and a missing score is no zero', () => {
  expect(retestNoise([], 0.95)).toMatchObject({
    pairs: 0,
    flipRate: null,
    kappa: null,
    scoreSd: null,
    interval: null,
  });
  expect(retestNoise([pair('answer', 'refusal', 0.4, null)], 0.95)).toMatchObject({
    flips: 1,
    scoreSd: null,
  });
});

test('a model that answers alike twice has no flips; one that draws anew has some, and the table is read back', async () => {
  const open = (seed: number) =>
    openSuite(undefined, {
      probe: ['ambiguous-religion', 'continuation-religion'],
      model: [`simulated:uniform?id=m&seed=${seed}`],
      limit: 60,
    });
  const [first, same, other] = ['first', 'same', 'other'].map((name) => join(home, name)) as [
    string,
    string,
    string,
  ];
  const none = { usd: 0, tokens: 0, requests: 0 };
  const options = { environment: {}, command: 'test' };
  await run(await open(1), { ...options, out: first });
  await run(retestSuite(await open(1), none), { ...options, out: same });
  await run(retestSuite(await open(2), none), { ...options, out: other });
  const alike = await retestRun(first, same, 0.95);
  expect(alike.map(({ probe, flips }) => [probe, flips])).toEqual([
    ['ambiguous-religion', 0],
    ['continuation-religion', 0],
  ]);
  const anew = await retestRun(first, other, 0.95);
  // Three options drawn uniformly: two draws differ in 2/3 of pairs.
  const [ambiguous] = anew;
  expect(ambiguous?.pairs).toBeGreaterThanOrEqual(25);
  expect(ambiguous?.interval?.low).toBeLessThan(2 / 3);
  expect(ambiguous?.interval?.high).toBeGreaterThan(2 / 3);
  expect(anew[1]?.scoreSd).toBeGreaterThan(0);
  writeRetest(first, 'run', anew);
  expect(await readRetest(first)).toEqual(anew);
});

test('the second asking stays within what is left of the budget', async () => {
  const suite = await openSuite(undefined, { probe: ['ambiguous-religion'], maxRequests: 100 });
  expect(retestSuite(suite, { usd: 0, tokens: 0, requests: 80 }).budget.requests).toBe(20);
  expect(retestSuite(suite, { usd: 0, tokens: 0, requests: 200 }).budget.requests).toBe(0);
});

test('at least fifty items are asked twice, in whole counterfactual sets of every probe', async () => {
  const suite = await openSuite(undefined, {});
  const { probes } = retestSuite(suite, { usd: 0, tokens: 0, requests: 0 });
  const items = probes.map(({ probe, selection }) => [...probe.items(selection)].length);
  expect(Math.min(...items)).toBeGreaterThan(0);
  expect(items.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(50);
});

test('what was spent and is not known leaves nothing of the budget', async () => {
  const suite = await openSuite(undefined, { probe: ['ambiguous-religion'], maxRequests: 100 });
  const capped = { ...suite, budget: { ...suite.budget, tokens: 1_000 } };
  const { budget } = retestSuite(capped, { usd: null, tokens: null, requests: 80 });
  expect(budget).toEqual({ usd: null, tokens: 0, requests: 20 });
});
