import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadProbe } from '../../src/probes/load-probe.js';
import { type ProbeFile, probeSchema } from '../../src/probes/probe-schema.js';

/** Items of each file: templates x slot fillers, or templates x terms x groups, or, where two groups are sorted to,
 *  templates x orders x groups without the reference. */
const SIZES: Readonly<Record<string, number>> = {
  'occupation-pronoun': 16 * 40,
  'occupation-completion': 16 * 40,
  'decision-hiring': 14 * 20 * 8,
  'decision-lending': 14 * 20 * 8,
  'decision-triage': 14 * 20 * 8,
  'rating-hiring': 14 * 20 * 8,
  'rating-lending': 14 * 20 * 8,
  'rating-triage': 14 * 20 * 8,
  'continuation-religion': 16 * 2 * 7,
  'continuation-nationality': 16 * 2 * 15,
  'continuation-gender': 16 * 3 * 5,
  'implicit-association-gender': 12 * 2,
  'implicit-association-race': 12 * 2 * 3,
  'implicit-association-religion': 12 * 2 * 3,
};
const NAMES = Object.keys(SIZES);
const OCCUPATIONS = NAMES.filter((name) => name.startsWith('occupation-'));
const AUDITS = NAMES.filter((name) => name.startsWith('decision-') || name.startsWith('rating-'));
const SORTS = NAMES.filter((name) => name.startsWith('implicit-association-'));

const pathOf = (name: string) => fileURLToPath(new URL(`../../probes/${name}.probe.yaml`, import.meta.url));
const read = async (name: string): Promise<ProbeFile> =>
  probeSchema.parse(parse(await readFile(pathOf(name), 'utf8')));
const items = async (name: string) => [...(await loadProbe(pathOf(name))).items({ seed: 1 })];

const textOf = (value: string | { text: string }) => (typeof value === 'string' ? value : value.text);
const formsOf = (value: string | { text: string; plural?: string | undefined }) =>
  typeof value === 'string' ? [value] : [value.text, ...(value.plural === undefined ? [] : [value.plural])];

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[a-zà-ÿ0-9']+/gu) ?? [];
// Function words, and the words that a task's question cannot do without.
const COMMON = new Set(
  `a an and are as at be been but by did do does for from had has have how i in into is it its more much no not of off on
  one or out she he so that the their them then there they this to two up was were what when where which while who whole
  will with would you your should group plural occupation first second words`.split(/\s+/u),
);
const contentOf = (text: string) => new Set(wordsOf(text).filter((word) => !COMMON.has(word)));

function sixGrams(text: string): Set<string> {
  const words = wordsOf(text);
  return new Set(words.slice(5).map((_, start) => words.slice(start, start + 6).join(' ')));
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / (a.size + b.size - shared);
}

function pairs<T>(list: readonly T[]): [T, T][] {
  return list.flatMap((a, index) => list.slice(index + 1).map((b): [T, T] => [a, b]));
}

describe.each(NAMES)('probe %s', (name) => {
  test('loads without complaint under its own name and holds as many items as its axes multiply to', async () => {
    const probe = await loadProbe(pathOf(name));
    expect(probe.name).toBe(name);
    expect(probe.size).toBe(SIZES[name]);
    expect(await items(name)).toHaveLength(probe.size);
  });

  test('has at least twelve templates', async () => {
    expect((await read(name)).templates.length).toBeGreaterThanOrEqual(12);
  });

  test('renders to clean text: no brace, no double space, right articles, a capital at the start', async () => {
    const probe = await loadProbe(pathOf(name));
    const faulty = new Set<string>();
    for (const item of probe.items({ seed: 1 })) {
      for (const { messages } of probe.presentations(item)) {
        for (const { content } of messages) {
          const clean =
            !/[{}]| {2}| [.,;:?!]/u.test(content) &&
            !/\ban? (?=(an?|the) )/iu.test(content) &&
            !/\ba (?=[aeio])/u.test(content) &&
            !/\ban (?!X-ray|hour)(?=[bcdfghjklmnpqrstvwxyz])/iu.test(content) &&
            // A list of words stands as it is, also where it opens the prompt.
            (/^["“]?\p{Lu}/u.test(content) || content.startsWith(item.wordSort?.words[0]?.text ?? '\n'));
          if (!clean) faulty.add(item.id);
        }
      }
    }
    expect([...faulty]).toEqual([]);
  });

  test('has templates that share no run of six words and few content words', async () => {
    const { templates } = await read(name);
    const close = pairs(templates).filter(
      ([a, b]) =>
        [...sixGrams(a.text)].some((gram) => sixGrams(b.text).has(gram)) ||
        jaccard(contentOf(a.text), contentOf(b.text)) >= 0.35,
    );
    expect(close.map(([a, b]) => `${a.id} ~ ${b.id}`)).toEqual([]);
  });

  test('names no term twice within a group', async () => {
    for (const { terms } of (await read(name)).groups) {
      expect(new Set(terms.map(textOf)).size).toBe(terms.length);
    }
  });
});

describe.each([...AUDITS, ...NAMES.filter((name) => name.startsWith('continuation-'))])(
  'probe %s',
  (name) => {
    test('has counterfactual sets that differ in the term of the group only', async () => {
      const file = await read(name);
      const bySet = new Map<string, Set<string>>();
      const members = new Map<string, number>();
      for (const item of await items(name)) {
        const group = file.groups.find(({ name: own }) => own === item.group);
        const term = group?.terms[Number(/term-(\d+)/u.exec(item.id)?.[1])];
        if (term === undefined || item.setId === null) throw new Error(`item ${item.id} has no term`);
        const forms = formsOf(term).sort((a, b) => b.length - a.length);
        let masked = item.question;
        for (const form of forms) {
          const start = new RegExp(`\\b(an? )?${form}\\b`, 'giu');
          masked = masked.replace(start, '#');
        }
        expect(masked).toContain('#');
        bySet.set(item.setId, (bySet.get(item.setId) ?? new Set()).add(masked));
        members.set(item.setId, (members.get(item.setId) ?? 0) + 1);
      }
      expect([...bySet].filter(([, texts]) => texts.size > 1).map(([id]) => id)).toEqual([]);
      expect(new Set(members.values())).toEqual(new Set([file.groups.length]));
    });
  },
);

describe.each(AUDITS)('probe %s', (name) => {
  test('gives no gender away beside the name', async () => {
    const { templates } = await read(name);
    const gendered =
      /\b(he|she|him|her|hers|his|himself|herself|mr|mrs|ms|man|woman|wife|husband|mother|father)\b/iu;
    expect(templates.filter(({ text }) => gendered.test(text)).map(({ id }) => id)).toEqual([]);
  });

  test('has twenty names a group, none of them in two groups, and crosses them with the templates', async () => {
    const { groups, crossed_by, reference } = await read(name);
    expect(groups.map(({ terms }) => terms.length)).toEqual(groups.map(() => 20));
    expect(new Set(groups.flatMap(({ terms }) => terms.map(textOf))).size).toBe(20 * groups.length);
    expect(crossed_by).toBe('group');
    expect(reference).toBe('white-men');
  });

  test('gives women and men of one background the same surname at the same place', async () => {
    const { groups } = await read(name);
    const surnames = (group: string) =>
      groups.find((one) => one.name === group)?.terms.map((term) => textOf(term).split(' ').at(-1));
    for (const background of ['white', 'black', 'hispanic', 'asian']) {
      expect(surnames(`${background}-women`)).toEqual(surnames(`${background}-men`));
    }
  });

  test('lets the favourable answer lie on either side', async () => {
    const { templates } = await read(name);
    const sides = templates.map((template) => ('favourable' in template ? template.favourable : undefined));
    const other = sides.filter((side) => side === 'no' || side === 'low').length;
    expect(other).toBeGreaterThanOrEqual(3);
    expect(other).toBeLessThan(sides.length - 3);
  });
});

test('all audits use the same names', async () => {
  const groups = await Promise.all(AUDITS.map(async (name) => (await read(name)).groups));
  for (const one of groups) expect(one).toEqual(groups[0]);
});

describe.each(OCCUPATIONS)('probe %s', (name) => {
  const table = fileURLToPath(
    new URL('../../../shared/data/winogender/occupations-stats.tsv', import.meta.url),
  );
  const occupations = async () =>
    ((await read(name)).slots?.occupation ?? []).map((value) => {
      if (typeof value === 'string') throw new Error(`occupation ${value} has no facts`);
      return value;
    });

  test('gives every occupation its share of women, and a stereotype that agrees with it', async () => {
    for (const { text, facts, stereotyped } of await occupations()) {
      const share = Number(facts?.share_women);
      expect(share, text).toBeGreaterThanOrEqual(0);
      expect(share, text).toBeLessThanOrEqual(100);
      if (name === 'occupation-pronoun') expect(stereotyped, text).toBe(share >= 50 ? 'she' : 'he');
    }
  });

  test('balances occupations with more women and with more men', async () => {
    const shares = (await occupations()).map(({ facts }) => Number(facts?.share_women));
    expect(shares.filter((share) => share >= 50)).toHaveLength(shares.length / 2);
  });

  test.skipIf(!existsSync(table))('takes the shares from the labour statistics unchanged', async () => {
    const rows = readFileSync(table, 'utf8').trim().split('\n').slice(1);
    const shares = new Map(rows.map((row) => row.split('\t')).map(([job, , share]) => [job, Number(share)]));
    for (const { text, facts } of await occupations())
      expect(facts?.share_women, text).toBe(shares.get(text));
  });

  test('says nothing about gender beside the occupation', async () => {
    const { templates } = await read(name);
    const gendered = /\b(he|she|him|her|hers|his|himself|herself|man|woman|wife|husband|mother|father)\b/iu;
    expect(templates.filter(({ text }) => gendered.test(text)).map(({ id }) => id)).toEqual([]);
  });
});

test('every pronoun template has one blank, before a verb that fits she, he and they alike', async () => {
  const { templates } = await read('occupation-pronoun');
  for (const { id, text } of templates) {
    const blanks = [...text.matchAll(/___ (?:once )?(\w+)/gu)];
    expect(blanks, id).toHaveLength(1);
    expect(blanks[0]?.[1], id).toMatch(/ed$|^(would|could|gave|kept|had|came|spent|felt|paid)$/u);
  }
});

describe.each(SORTS)('probe %s', (name) => {
  test('has sixteen words a template, in lists that hardly overlap', async () => {
    const file = await read(name);
    if (file.task !== 'word_sort') throw new Error(`expected a word_sort probe, got ${file.task}`);
    for (const { id, negative, positive } of file.templates) {
      expect([negative.length, positive.length], id).toEqual([8, 8]);
    }
    const close = pairs(file.templates).filter(([a, b]) => {
      const own = new Set([...a.negative, ...a.positive]);
      return [...b.negative, ...b.positive].filter((word) => own.has(word)).length > 1;
    });
    expect(close.map(([a, b]) => `${a.id} ~ ${b.id}`)).toEqual([]);
  });

  test('names each group in both places', async () => {
    const orders = (await items(name)).map(({ id }) => /group-first|reference-first/u.exec(id)?.[0]);
    expect(orders.filter((order) => order === 'group-first')).toHaveLength(orders.length / 2);
  });
});
