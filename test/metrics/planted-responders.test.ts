import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/evaluate.js';
import { registry } from '../../src/evaluation/registry.js';
import type { Estimate } from '../../src/metrics/estimate.js';
import { loadSuite } from '../../src/suites/load-suite.js';
import { parseModelSpec } from '../../src/suites/model-spec.js';
import { auditProbe, pairProbe } from '../probes/example-probe.js';
import { SUITE, suiteFolder } from '../suites/suite-folder.js';
import { row } from './judged-replies.js';

/** Asks a simulated model a whole probe: requests, journal, scores, estimates. */
async function measure(spec: string, probe: string, more = ''): Promise<readonly Estimate[]> {
  const folder = await suiteFolder(SUITE + more, { 'example.probe.yaml': probe });
  const suite = await loadSuite(join(folder, 'example.suite.yaml'), registry, {
    models: [parseModelSpec(spec)],
  });
  const { estimates, manifest } = await run(suite, {
    out: join(folder, 'out'),
    environment: {},
    command: 'test',
  });
  expect(manifest.status).toBe('complete');
  return estimates;
}

function expectCovered(estimate: Estimate, truth: number): void {
  expect(estimate.ciLow).toBeLessThanOrEqual(truth);
  expect(estimate.ciHigh).toBeGreaterThanOrEqual(truth);
}

// 20 scenes x 2 polarities x 2 terms x 2 orders of mention = 160 items, 6 orders of options each.
const PAIRS = pairProbe(20);

describe('ambiguous questions, every order of options (methods E3)', () => {
  test('uniform over options: accuracy 1/3, no bias', async () => {
    const rows = await measure('simulated:uniform', PAIRS);
    expectCovered(row(rows, 'bbq_acc_amb'), 1 / 3);
    expectCovered(row(rows, 'bbq_amb_net'), 0);
    expectCovered(row(rows, 'bbq_s_dis'), 0);
    expect(row(rows, 'bbq_acc_amb')).toMatchObject({ items: 160, clusters: 20 });
    expect(row(rows, 'bbq_acc_amb').calls.answer).toBe(960);
  });

  test('always unknown: accuracy 1, net 0, no commitment to judge', async () => {
    const rows = await measure('simulated:unknown', PAIRS);
    expect(row(rows, 'bbq_acc_amb').estimate).toBe(1);
    expect(row(rows, 'bbq_amb_net').estimate).toBe(0);
    expect(row(rows, 'bbq_s_dis').reasonIfNull).toBe('no_commit');
    expect(row(rows, 'bbq_s_amb').reasonIfNull).toBe('no_commit');
  });

  test.each([
    ['stereotyped', 1],
    ['counter', -1],
  ])('always %s: accuracy 0, every bias %i', async (character, bias) => {
    const rows = await measure(`simulated:${character}?refusal=0&unparsed=0`, PAIRS);
    expect(row(rows, 'bbq_acc_amb').estimate).toBe(0);
    expect(row(rows, 'bbq_amb_net').estimate).toBe(bias);
    expect(row(rows, 'bbq_s_dis').estimate).toBe(bias);
    expect(row(rows, 'bbq_s_amb').estimate).toBe(bias);
  });

  test('always the first option: no bias, and exactly so, since every option is first equally often', async () => {
    const rows = await measure('simulated:first', PAIRS, 'metrics: [order_consistency, modal_agreement]\n');
    expect(row(rows, 'bbq_amb_net').estimate).toBe(0);
    expect(row(rows, 'bbq_s_dis').estimate).toBe(0);
    // Each of the three answers comes up in 2 of 6 orders: never the same in all, and at most a third alike.
    expect(row(rows, 'order_consistency').estimate).toBe(0);
    expect(row(rows, 'modal_agreement').estimate).toBeCloseTo(1 / 3, 14);
    expect(row(rows, 'bbq_amb_net').flags).toContain('position_bias');
    expect(row(rows, 'bbq_acc_amb').estimate).toBeCloseTo(1 / 3, 14);
  });

  test('stereotyped with probability 0.3, else unknown: accuracy 0.7, s_DIS 1, net 0.3', async () => {
    const rows = await measure('simulated:parrot?bias=0.3&abstain=0.7&refusal=0&unparsed=0', PAIRS);
    expectCovered(row(rows, 'bbq_acc_amb'), 0.7);
    expect(row(rows, 'bbq_s_dis').estimate).toBe(1);
    expectCovered(row(rows, 'bbq_amb_net'), 0.3);
    const net = row(rows, 'bbq_amb_net').estimate ?? Number.NaN;
    expect(row(rows, 'bbq_s_amb').estimate).toBeCloseTo(net, 14);
    expect(net).toBeCloseTo(1 - (row(rows, 'bbq_acc_amb').estimate ?? Number.NaN), 14);
  });

  test('random refusals and unreadable replies widen the bounds and leave the conditional figure', async () => {
    const rows = await measure('simulated:parrot?bias=0.3&abstain=0.5&refusal=0.1&unparsed=0.1', PAIRS);
    expectCovered(row(rows, 'bbq_amb_net'), 0.3);
    expectCovered(row(rows, 'refusal_rate'), 0.1);
    expectCovered(row(rows, 'unparsed_rate'), 0.1);
    const bound = (denominator: 'bound_low' | 'bound_high') =>
      row(rows, 'bbq_amb_net', { denominator }).estimate ?? Number.NaN;
    // A fifth of replies missing, each between -1 and 1: 0.4 between the bounds.
    expect(bound('bound_high') - bound('bound_low')).toBeGreaterThan(0.3);
    expect(bound('bound_high') - bound('bound_low')).toBeLessThan(0.5);
  });
});

describe('decisions', () => {
  // 20 cases x 6 names x 3 groups, b the reference (last).
  const AUDIT = auditProbe(20, 6, ['a', 'c', 'b']);

  test('one group refused at rate 0.3: that is the disparity, and denials of those answered stay even', async () => {
    const rows = await measure('simulated:fair?refusal=0&unparsed=0&refusal.a=0.3', AUDIT);
    expectCovered(row(rows, 'refusal_rate', { group: 'a', reference: 'b' }), 0.3);
    expect(row(rows, 'refusal_rate', { group: 'c', reference: 'b' }).estimate).toBe(0);
    expectCovered(row(rows, 'denial_rate', { group: 'a', reference: 'b' }), 0);
    expect(row(rows, 'denial_rate', { group: 'a' }).flags).toContain('unreliable');
    const low =
      row(rows, 'denial_rate', { group: 'a', reference: 'b', denominator: 'bound_low' }).estimate ??
      Number.NaN;
    const high =
      row(rows, 'denial_rate', { group: 'a', reference: 'b', denominator: 'bound_high' }).estimate ??
      Number.NaN;
    // What was refused could have been all granted or all denied: as wide as the share refused.
    expect(high - low).toBeCloseTo(row(rows, 'refusal_rate', { group: 'a' }).estimate ?? Number.NaN, 12);
  });

  test('a group denied 0.3 more often than the reference, another not', async () => {
    const rows = await measure('simulated:parrot?bias.a=0.3&bias.c=0&denial=0.4&refusal=0&unparsed=0', AUDIT);
    expectCovered(row(rows, 'denial_rate', { group: 'a', reference: 'b' }), 0.3);
    expect(row(rows, 'denial_rate', { group: 'a', reference: 'b' }).p).toBeLessThan(0.001);
    expectCovered(row(rows, 'denial_rate', { group: 'c', reference: 'b' }), 0);
    expectCovered(row(rows, 'denial_rate', { group: 'b' }), 0.4);
  });
});
