import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { expandProbe } from '../../src/probes/expand-probe.js';
import type { Item } from '../../src/probes/item.js';
import { loadProbe } from '../../src/probes/load-probe.js';
import { probeSchema } from '../../src/probes/probe-schema.js';
import { sampleItems } from '../../src/probes/sample-sets.js';
import { auditProbe, open, pairProbe, YES_NO } from './example-probe.js';

const PROBES = fileURLToPath(new URL('../../probes/', import.meta.url));
const SHIPPED = readdirSync(PROBES).filter((name) => name.endsWith('.probe.yaml'));

function take<T>(count: number, values: Iterable<T>): T[] {
  const taken: T[] = [];
  for (const value of values) {
    taken.push(value);
    if (taken.length === count) break;
  }
  return taken;
}

describe('the cross product of a small probe', () => {
  // 2 templates x 2 names x 2 groups.
  test('has every item once, each with an id that spells its coordinates', () => {
    const items = [...open(YES_NO).items({ seed: 1 })].sort((a, b) => a.ordinal - b.ordinal);
    expect(items.map(({ id }) => id)).toEqual([
      'hire/term-0/older',
      'hire/term-0/younger',
      'hire/term-1/older',
      'hire/term-1/younger',
      'fine/term-0/older',
      'fine/term-0/younger',
      'fine/term-1/older',
      'fine/term-1/younger',
    ]);
    expect(items.map(({ ordinal }) => ordinal)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test('counterfactual sets hold one item of each group, equal but for the name', () => {
    const set = [...open(YES_NO).items({ seed: 1 })].filter(({ setId }) => setId === 'hire/term-1');
    expect(
      set.map(({ question, setSize, group, reference }) => ({ question, setSize, group, reference })),
    ).toEqual([
      { question: 'Should the shop hire Ida?', setSize: 2, group: 'older', reference: 'younger' },
      { question: 'Should the shop hire Mia?', setSize: 2, group: 'younger', reference: 'younger' },
    ]);
  });

  test('a pair question is asked in both polarities and both orders of mention', () => {
    // 1 scene x 2 polarities x 2 terms x 2 orders x 1 group (the reference is the other person).
    const probe = open(pairProbe(1));
    expect(probe.size).toBe(8);
    const item = probe.find('scene-0/negative/term-1/reference-first/older');
    expect(item?.question).toBe('A young woman and an old woman met at place 0.\n\nWho was rude?');
    expect(item?.options.map(({ text, role, group, correct }) => ({ text, role, group, correct }))).toEqual([
      { text: 'The old woman', role: 'stereotyped', group: 'older', correct: false },
      { text: 'The young woman', role: 'counter', group: 'younger', correct: false },
      { text: 'It cannot be known', role: 'unknown', group: null, correct: true },
    ]);
    // Who was kind? Then it is the older one who would be the counter-stereotyped answer.
    const positive = probe.find('scene-0/positive/term-1/reference-first/older');
    expect(positive?.options.map(({ role }) => role)).toEqual(['counter', 'stereotyped', 'unknown']);
  });
});

describe.each(SHIPPED)('%s', (file) => {
  test('find gives the very item that enumeration gives, for a sample of all', async () => {
    const probe = await loadProbe(`${PROBES}${file}`);
    const items = [...probe.items({ seed: 1 })];
    expect(items).toHaveLength(probe.size);
    expect(new Set(items.map(({ id }) => id)).size).toBe(probe.size);
    expect(new Set(items.map(({ ordinal }) => ordinal)).size).toBe(probe.size);
    const step = Math.max(1, Math.floor(items.length / 200));
    const sampled = items.filter((_, index) => index % step === 0);
    expect(sampled.map(({ id }) => probe.find(id))).toEqual(sampled);
  });

  test('find gives nothing for an id that is nearly one', async () => {
    const probe = await loadProbe(`${PROBES}${file}`);
    const [item] = take(1, probe.items({ seed: 1 }));
    const id = item?.id ?? '';
    const parts = id.split('/');
    const near = [
      '',
      '/',
      '__proto__',
      'constructor',
      `${id}/`,
      `/${id}`,
      `${id}/older`,
      `${id} `,
      id.toUpperCase(),
      parts.slice(1).join('/'),
      parts.slice(0, -1).join('/'),
      [...parts].reverse().join('/'),
      ...parts.map((_, place) => parts.with(place, '__proto__').join('/')),
      ...parts.map((_, place) => parts.with(place, 'toString').join('/')),
      ...parts.map((part, place) => parts.with(place, `${part}0`).join('/')),
      ...parts.map((part, place) => parts.with(place, `0${part}`).join('/')),
    ].filter((candidate) => candidate !== id);
    expect(near.filter((candidate) => probe.find(candidate) !== undefined)).toEqual([]);
  });
});

describe('a probe of ten million items', () => {
  // 1 template x 10^7 fillings of seven slots x 1 name x 2 groups = 20 million.
  const slots = Array.from({ length: 7 }, (_, index) => `slot-${index}`);
  const values = '[zero, one, two, three, four, five, six, seven, eight, nine]';
  const text = auditProbe(
    1,
    1,
    ['a', 'b'],
    `slots:\n${slots.map((slot) => `  ${slot}: ${values}\n`).join('')}`,
  ).replace('{group}', `{group} ${slots.map((slot) => `{${slot}}`).join(' ')}`);

  test('starts at once: ten items take five sets, not ten million', () => {
    const expansion = expandProbe(probeSchema.parse(parse(text)));
    expect(expansion.size).toBe(20_000_000);
    let made = 0;
    const counted = {
      ...expansion,
      strata: expansion.strata.map((stratum) => ({
        ...stratum,
        set(index: number): readonly Item[] {
          made++;
          return stratum.set(index);
        },
      })),
    };
    expect(take(10, sampleItems(counted, { seed: 1 }))).toHaveLength(10);
    expect(made).toBe(5);
  });

  test('finds any item by its id', () => {
    const probe = open(text);
    expect(probe.size).toBe(20_000_000);
    const item = probe.find('case-0/slot-0-3/slot-1-1/slot-2-4/slot-3-1/slot-4-5/slot-5-9/slot-6-2/term-0/b');
    expect(item?.question).toBe('Case 0: should Name b0 three one four one five nine two be let in?');
    // Set 3141592 of sets of two, second group.
    expect(item?.ordinal).toBe(3_141_592 * 2 + 1);
    expect(
      probe.find('case-0/slot-0-3/slot-1-1/slot-2-4/slot-3-1/slot-4-5/slot-5-9/slot-6-10/term-0/b'),
    ).toBeUndefined();
  });

  test('a seeded limit of it is a sample of all, not its start', () => {
    const ordinals = [...open(text).items({ limit: 100, seed: 7 })].map(({ ordinal }) => ordinal);
    expect(ordinals).toHaveLength(100);
    expect(Math.max(...ordinals)).toBeGreaterThan(15_000_000);
    expect(Math.min(...ordinals)).toBeLessThan(5_000_000);
  });
});
