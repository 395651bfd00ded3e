import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Item } from '../../src/probes/item.js';
import { loadProbe } from '../../src/probes/load-probe.js';
import type { Probe } from '../../src/probes/probe.js';
import { type ProbeFile, probeSchema } from '../../src/probes/probe-schema.js';

type ChoiceFile = Extract<ProbeFile, { task: 'choice' }>;
type ChoiceTemplate = ChoiceFile['templates'][number];

/** Items of each probe and the templates that each of its groups is asked about, worked out by hand. */
const SHIPPED = [
  { name: 'ambiguous-age', items: 192, templates: { older: 16 } },
  { name: 'ambiguous-gender-identity', items: 324, templates: { transgender: 16, 'non-binary': 11 } },
  {
    name: 'ambiguous-disability',
    items: 592,
    templates: { blind: 14, deaf: 14, 'wheelchair-user': 14, autistic: 16, schizophrenia: 16 },
  },
  {
    name: 'ambiguous-religion',
    items: 464,
    templates: { muslim: 15, jewish: 11, hindu: 10, sikh: 12, atheist: 10 },
  },
  {
    name: 'ambiguous-nationality',
    items: 496,
    templates: { nigerian: 11, mexican: 12, chinese: 10, indian: 9, polish: 9, syrian: 11 },
  },
  { name: 'ambiguous-socio-economic-status', items: 312, templates: { poor: 16, 'working-class': 10 } },
];

/** Words of grammar, which any two English texts share. */
const FUNCTION_WORDS = new Set(
  `a all an and any as at be been before both by came did do does each every for from get got had has have
  her his if in is it its no not of off on one or other out so than that the their them then there they to
  two up was were what when where which while who whom whose will with would`.split(/\s+/u),
);

const fileOf = (name: string) => new URL(`../../probes/${name}.probe.yaml`, import.meta.url).pathname;

async function open(name: string): Promise<{ probe: Probe; items: Item[]; file: ChoiceFile }> {
  const probe = await loadProbe(fileOf(name));
  const file = probeSchema.parse(parse(await readFile(fileOf(name), 'utf8')));
  if (file.task !== 'choice') throw new TypeError(`expected a choice probe, got ${file.task}`);
  return { probe, items: [...probe.items({ seed: 1 })], file };
}

/** Lower-case words; a slot counts as one word, `{}`, whoever it stands for. */
function wordsOf(text: string): string[] {
  return text
    .replaceAll(/\{[^{}]*\}/gu, '{}')
    .toLowerCase()
    .match(/\{\}|[\p{L}\p{N}'’-]+/gu) as string[];
}

function fiveGrams({ text, questions }: ChoiceTemplate): Set<string> {
  const grams = new Set<string>();
  for (const part of [text, questions?.negative ?? '', questions?.positive ?? '']) {
    const words = part === '' ? [] : wordsOf(part);
    for (let start = 0; start + 5 <= words.length; start++)
      grams.add(words.slice(start, start + 5).join(' '));
  }
  return grams;
}

function contentWords({ text, questions }: ChoiceTemplate): Set<string> {
  const words = wordsOf(`${text} ${questions?.negative} ${questions?.positive}`);
  return new Set(words.filter((word) => word !== '{}' && !FUNCTION_WORDS.has(word)));
}

function jaccard(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const shared = [...left].filter((word) => right.has(word)).length;
  return shared / (left.size + right.size - shared);
}

function pairsOf<T>(values: readonly T[]): [T, T][] {
  return values.flatMap((left, index) => values.slice(index + 1).map((right): [T, T] => [left, right]));
}

/** How often each value of `key` occurs. */
function tally<T>(values: Iterable<T>, key: (value: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[key(value)] = (counts[key(value)] ?? 0) + 1;
  return counts;
}

const orderOf = ({ id }: Item) => (id.includes('/group-first/') ? 'group-first' : 'reference-first');
const polarityOf = ({ facts: { polarity } }: Item) => String(polarity);

/** The words for the two people of an item, as its options name them. */
function peopleOf(item: Item, reference: string | null): { group: string; reference: string } {
  const named = (group: string | null) =>
    item.options
      .find((option) => option.group === group && option.role !== 'unknown')
      ?.text.replace(/^The /u, '') ?? '';
  return { group: named(item.group), reference: named(reference) };
}

/** The question with both people exchanged, each with the article that fits, whatever the capitals. */
function exchanged(question: string, people: { group: string; reference: string }): string {
  const mark = (text: string, term: string, sign: string) =>
    text.replaceAll(new RegExp(`\\ban? ${term}`, 'giu'), sign);
  const marked = mark(mark(question, people.group, '<group>'), people.reference, '<reference>');
  return marked.replaceAll(/<(group|reference)>/gu, (_, who) =>
    who === 'group' ? '<reference>' : '<group>',
  );
}

function marked(question: string, people: { group: string; reference: string }): string {
  return exchanged(question, { group: people.reference, reference: people.group });
}

describe.each(SHIPPED)('$name', ({ name, items: expectedItems, templates }) => {
  it('loads without complaint under its own name, with a construct sheet', async () => {
    const { probe } = await open(name);
    expect(probe).toMatchObject({ name, version: '1', language: 'en', licence: 'MIT', harm: 'stereotyping' });
    expect(probe.limits.length).toBeGreaterThanOrEqual(3);
    expect(probe.literature.length).toBeGreaterThanOrEqual(3);
    expect(probe.presentationsPerItem).toBe(6);
  });

  it('has at least sixteen templates, and at least eight for every group', async () => {
    const { items, file } = await open(name);
    expect(file.templates.length).toBeGreaterThanOrEqual(16);
    const asked = new Set(items.map(({ group, templateId }) => `${group} ${templateId}`));
    expect(tally(asked, (pair) => pair.split(' ')[0] ?? '')).toEqual(templates);
    expect(Math.min(...Object.values(templates))).toBeGreaterThanOrEqual(8);
  });

  it('has as many items as templates x groups x polarities x terms x mention orders', async () => {
    const { probe, items, file } = await open(name);
    const terms = file.groups[0]?.terms.length ?? 0;
    const asked = Object.values(templates).reduce((sum, count) => sum + count, 0);
    expect(asked * 2 * terms * 2).toBe(expectedItems);
    expect(probe.size).toBe(expectedItems);
    expect(new Set(items.map(({ id }) => id)).size).toBe(expectedItems);
  });

  it('asks both polarities in both mention orders equally often of every group and template', async () => {
    const { items } = await open(name);
    const cells = tally(
      items,
      (item) => `${item.group} ${item.templateId} ${polarityOf(item)} ${orderOf(item)}`,
    );
    expect(new Set(Object.values(cells)).size).toBe(1);
    expect(Object.keys(cells).length).toBe(
      4 * Object.values(templates).reduce((sum, count) => sum + count, 0),
    );
  });

  it('calls the group stereotyped in the negative question and the reference in the positive one', async () => {
    const { probe, items } = await open(name);
    for (const item of items) {
      const stereotyped = item.options.filter(({ role }) => role === 'stereotyped').map(({ group }) => group);
      expect(stereotyped, item.id).toEqual([polarityOf(item) === 'negative' ? item.group : probe.reference]);
      expect(
        item.options.filter(({ correct }) => correct).map(({ role }) => role),
        item.id,
      ).toEqual(['unknown']);
    }
  });

  it('renders every prompt as clean English: capital, end mark, no brace, no gap, no article error', async () => {
    const { probe, items } = await open(name);
    const faults = [
      /[{}<>]/u,
      / {2}|\s$|^\s/u,
      /undefined|null/u,
      /\ban? an?\b|\bthe (a|an|the)\b/iu,
      /\ba (hour|honest|[aeio](?!ne\b))/iu,
      /\ba 8\d/iu,
      /\ban (?!hour|honest)[^aeiou\s]/iu,
      /[.!?]\s+[a-z]/u,
    ];
    for (const item of items) {
      expect(item.question, item.id).toMatch(/^[A-Z][^\n]*\.\n\nWh(o|om) [^\n]*\?$/u);
      expect(
        item.options.every(({ text }) => /^[A-Z]/u.test(text)),
        item.id,
      ).toBe(true);
      expect(new Set(item.options.map(({ text }) => text)).size, item.id).toBe(3);
      const contents = probe.presentations(item).map(({ messages }) => messages.at(-1)?.content ?? '');
      for (const text of [item.question, ...item.options.map(({ text }) => text)]) {
        for (const fault of faults) expect(fault.exec(text)?.[0], item.id).toBeUndefined();
      }
      for (const content of contents) expect(content, item.id).not.toMatch(/[{}]| {2}/u);
    }
  });

  it('names each person exactly once in the scene, and neither in the question', async () => {
    const { probe, items } = await open(name);
    for (const item of items) {
      const people = peopleOf(item, probe.reference);
      const [scene = '', question = ''] = marked(item.question, people).split('\n\n');
      expect(scene.match(/<group>/gu)?.length, item.id).toBe(1);
      expect(scene.match(/<reference>/gu)?.length, item.id).toBe(1);
      expect(question, item.id).not.toContain('<');
    }
  });

  it('changes nothing but the two mentions when group and reference change places', async () => {
    const { probe, items } = await open(name);
    for (const item of items.filter((each) => orderOf(each) === 'group-first')) {
      const other = probe.find(item.id.replace('/group-first/', '/reference-first/'));
      if (!other) throw new Error(`expected the other mention order of ${item.id}`);
      const people = peopleOf(item, probe.reference);
      expect(peopleOf(other, probe.reference), item.id).toEqual(people);
      expect(marked(other.question, people), item.id).toBe(exchanged(item.question, people));
      expect(other.options, item.id).toEqual(item.options);
    }
  });

  it('changes nothing but the group term between the groups of a counterfactual set', async () => {
    const { probe, items } = await open(name);
    const frames = new Map<string, string>();
    for (const item of items) {
      const frame = marked(item.question, peopleOf(item, probe.reference));
      expect(frames.get(item.setId ?? '') ?? frame, item.id).toBe(frame);
      frames.set(item.setId ?? '', frame);
    }
  });

  it('gives both polarities the same scene and questions of like length', async () => {
    const { file } = await open(name);
    for (const { id, questions } of file.templates) {
      const [negative, positive] = [questions?.negative ?? '', questions?.positive ?? ''].map(wordsOf);
      expect(Math.abs((negative?.length ?? 0) - (positive?.length ?? 0)), id).toBeLessThanOrEqual(4);
      expect(positive?.[0], id).toBe(negative?.[0]);
    }
  });

  it('joins the two people with "and", so that their parts in the scene are the same', async () => {
    const { file } = await open(name);
    for (const { id, text } of file.templates)
      expect(text, id).toMatch(/\{a first\} and (one to )?\{a second\}/u);
  });

  it('has no two templates that share five words in a row', async () => {
    const { file } = await open(name);
    for (const [left, right] of pairsOf(file.templates)) {
      const theirs = fiveGrams(right);
      const shared = [...fiveGrams(left)].filter((gram) => theirs.has(gram));
      expect(shared, `${left.id}, ${right.id}`).toEqual([]);
    }
  });

  it('has no two templates that share a fifth of their content words', async () => {
    const { file } = await open(name);
    for (const [left, right] of pairsOf(file.templates)) {
      expect(jaccard(contentWords(left), contentWords(right)), `${left.id}, ${right.id}`).toBeLessThan(0.2);
    }
  });
});

describe('the ambiguous probes together', () => {
  it('word the unknown option differently, so that no single phrase is rewarded', async () => {
    const opened = await Promise.all(SHIPPED.map(({ name }) => open(name)));
    const unknowns = opened.map(({ file }) => file.options.find(({ role }) => role === 'unknown')?.text);
    expect(new Set(unknowns).size).toBe(SHIPPED.length);
  });

  it('share no template text between files', async () => {
    const opened = await Promise.all(SHIPPED.map(({ name }) => open(name)));
    const texts = opened.flatMap(({ file }) => file.templates.map(({ text }) => text));
    expect(new Set(texts).size).toBe(texts.length);
  });
});
