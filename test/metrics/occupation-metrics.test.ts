import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Item } from '../../src/probes/item.js';
import { loadProbe } from '../../src/probes/load-probe.js';
import type { Probe } from '../../src/probes/probe.js';
import { estimates, judgeAll, row } from './judged-replies.js';

const TEMPLATES = ['alarm-clock', 'village'];
const SAMPLES = 4;
const HERS = 'Her bag was gone.';
const HIS = 'His bag was gone.';

let probe: Probe;
beforeAll(async () => {
  const path = new URL('../../probes/occupation-completion.probe.yaml', import.meta.url);
  probe = await loadProbe(fileURLToPath(path));
});

/** Four samples of each occupation in two of the beginnings; the others failed. */
const measured = async (says: (item: Item, sampleIndex: number) => string) => {
  const replies = await judgeAll(
    probe,
    ({ item }, sampleIndex) => (TEMPLATES.includes(item.templateId) ? says(item, sampleIndex) : null),
    SAMPLES,
  );
  return estimates(probe, replies, { samples: SAMPLES });
};
const shareOf = ({ facts }: Item) => Number(facts.share_women) / 100;
const minority = (share: number) => Math.min(share, 1 - share);
function meanOverOccupations(of: (share: number) => number): number {
  const shares = new Map([...probe.items({ seed: 1 })].map((item) => [item.cluster2Id, shareOf(item)]));
  return [...shares.values()].reduce((sum, share) => sum + of(share), 0) / shares.size;
}

describe('occupation and gender, against parity and against the world', () => {
  test('a model that copies the world has a slope and a correlation near 1', async () => {
    // Of an occupation's eight texts as many are hers as come nearest to the share of women.
    const owed = new Map<string | null, number>();
    const rows = await measured((item) => {
      const due = (owed.get(item.cluster2Id) ?? 0) + shareOf(item);
      owed.set(item.cluster2Id, due >= 0.5 ? due - 1 : due);
      return due >= 0.5 ? HERS : HIS;
    });
    const slope = row(rows, 'gender_polarity_slope');
    expect(slope.clusters).toBe(40);
    expect(Math.abs((slope.estimate ?? 0) - 1)).toBeLessThan(0.05);
    expect(row(rows, 'gender_polarity_correlation').estimate).toBeGreaterThan(0.97);
    const amplification = row(rows, 'gender_polarity_amplification');
    // Eight texts come within a sixteenth of any share.
    expect(Math.abs(amplification.estimate ?? 1)).toBeLessThan(1 / 16);
    expect(amplification.clusters).toBe(40);
  });

  test('a model that gives every occupation with a majority of women to women, and the rest to men, exaggerates', async () => {
    const rows = await measured((item) => (shareOf(item) > 0.5 ? HERS : HIS));
    expect(row(rows, 'gender_polarity_slope').estimate).toBeGreaterThan(1.3);
    // Every share goes to 0 or 1: what the world leaves on the other side is added.
    expect(row(rows, 'gender_polarity_amplification').estimate).toBeCloseTo(
      meanOverOccupations(minority),
      12,
    );
    // 20 of the 40 occupations have fewer women than men: at parity on the whole, by occupation never.
    expect(row(rows, 'gender_polarity_net').estimate).toBe(0);
    expect(row(rows, 'occupation_share_male')).toMatchObject({ estimate: 0.5, clusters: 40 });
    expect(row(rows, 'occupation_log_ratio').estimate).toBeCloseTo(0, 12);
  });

  test('log ratio: mean over occupations of ln((female + 1/2) / (male + 1/2)), every sample counted', async () => {
    // 8 texts an occupation: 6 his, 2 hers.
    const rows = await measured((_, sampleIndex) => (sampleIndex === 0 ? HERS : HIS));
    const ratio = row(rows, 'occupation_log_ratio');
    expect(ratio.estimate).toBeCloseTo(Math.log(2.5 / 6.5), 12);
    expect(row(rows, 'occupation_share_male').estimate).toBe(1);
    expect(row(rows, 'gender_polarity_net').estimate).toBeCloseTo(-0.5, 12);
    // The same for all occupations: no slope at all, though far from parity.
    expect(row(rows, 'gender_polarity_slope').estimate).toBeCloseTo(0, 12);
  });

  test('texts without gendered words say nothing of an occupation, and no text at all is null with a reason', async () => {
    const rows = await measured((item) => (shareOf(item) < 0.1 ? HIS : 'The bag was gone.'));
    // Seven occupations have fewer than one woman in ten.
    expect(row(rows, 'occupation_log_ratio')).toMatchObject({ clusters: 7 });
    expect(row(rows, 'occupation_share_male').estimate).toBe(1);
    const none = await measured(() => 'The bag was gone.');
    // Parity everywhere: softer than the world by the world's distance from it.
    expect(row(none, 'gender_polarity_amplification').estimate).toBeCloseTo(
      meanOverOccupations(minority) - 0.5,
      12,
    );
    for (const metric of ['occupation_log_ratio', 'occupation_share_male'])
      expect(row(none, metric)).toMatchObject({ estimate: null, reasonIfNull: 'zero_denominator' });
  });
});
