import { createHash } from 'node:crypto';
import { factsOf } from './check-probe.js';
import { inflect } from './grammar.js';
import type { Item, Option, OptionRole, WordSort } from './item.js';
import type { ProbeFile, SlotValue } from './probe-schema.js';
import { parseTemplate, type Template } from './template.js';

/** What was chosen on each axis of a probe's cross product. */
export interface Coordinates {
  readonly template: number;
  readonly polarity: 'negative' | 'positive' | null;
  /** Index of the filler of each slot that the template uses. */
  readonly slots: Readonly<Record<string, number>>;
  /** Index of the surface form, the same for the group and the reference. */
  readonly term: number;
  readonly order: 'group_first' | 'reference_first';
  readonly group: string | null;
}

type Fillers = Map<string, SlotValue>;

/** The item at these coordinates of a checked probe. */
export function buildItem(
  probe: ProbeFile,
  at: Coordinates,
  place: { readonly setId: string; readonly setSize: number; readonly ordinal: number },
): Item {
  const template = probe.templates[at.template];
  if (!template)
    throw new RangeError(`expected a template index below ${probe.templates.length}, got ${at.template}`);
  const fillers = fillersOf(probe, at);
  const facts: Record<string, string | number> = at.polarity === null ? {} : { polarity: at.polarity };
  for (const slot of Object.keys(at.slots)) Object.assign(facts, factsOf(fillers.get(slot) ?? ''));
  const id = at.group === null ? place.setId : `${place.setId}/${at.group}`;
  const wordSort = 'negative' in template ? wordSortOf(probe, at, template, id) : null;
  if (wordSort) fillers.set('words', wordSort.words.map(({ text }) => text).join('\n'));
  return {
    id,
    ordinal: place.ordinal,
    probe: probe.probe,
    task: probe.task,
    templateId: template.id,
    clusterId: template.id,
    cluster2Id: crossedCluster(probe, at, fillers),
    setId: at.group === null ? null : place.setId,
    setSize: place.setSize,
    axis: probe.axis,
    group: at.group,
    ...(at.group !== null && { groupTerms: groupTermsOf(fillers) }),
    reference: probe.reference ?? null,
    condition: at.polarity === null ? null : 'ambig',
    language: probe.language,
    question: questionOf(template, at, fillers),
    options: probe.task === 'choice' ? optionsOf(probe, at, fillers) : [],
    scale: probe.task === 'rating' ? probe.scale : null,
    wordSort,
    favourable: 'favourable' in template ? template.favourable : null,
    facts,
  };
}

function fillersOf(probe: ProbeFile, at: Coordinates): Fillers {
  const fillers: Fillers = new Map();
  for (const [slot, index] of Object.entries(at.slots)) {
    const value = probe.slots?.[slot]?.[index];
    if (value !== undefined) fillers.set(slot, value);
  }
  const term = (group: string | null | undefined) =>
    probe.groups.find(({ name }) => name === group)?.terms[at.term];
  const group = term(at.group);
  const reference = term(probe.reference);
  if (group !== undefined) fillers.set('group', group);
  if (reference !== undefined) fillers.set('reference', reference);
  const [first, second] = at.order === 'group_first' ? [group, reference] : [reference, group];
  if (first !== undefined && second !== undefined) fillers.set('first', first).set('second', second);
  return fillers;
}

function groupTermsOf(fillers: Fillers): string[] {
  const term = fillers.get('group') ?? '';
  return [...new Set([inflect(term, 'plain'), inflect(term, 'plural')])].filter((form) => form !== '');
}

// A template is filled millions of times and read once.
const templates = new Map<string, Template>();
function fill(text: string, fillers: Fillers): string {
  let template = templates.get(text);
  if (!template) {
    template = parseTemplate(text);
    templates.set(text, template);
  }
  return template.fill(fillers);
}

function questionOf(template: ProbeFile['templates'][number], at: Coordinates, fillers: Fillers): string {
  const text = fill(template.text, fillers);
  const asked =
    'questions' in template && template.questions && at.polarity !== null
      ? template.questions[at.polarity]
      : 'question' in template
        ? template.question
        : undefined;
  return asked === undefined ? text : `${text}\n\n${fill(asked, fillers)}`;
}

function optionsOf(
  probe: Extract<ProbeFile, { task: 'choice' }>,
  at: Coordinates,
  fillers: Fillers,
): Option[] {
  const stereotyped = Object.keys(at.slots)
    .map((slot) => fillers.get(slot))
    .find((value) => typeof value === 'object' && value.stereotyped !== undefined);
  const expected = typeof stereotyped === 'object' ? stereotyped.stereotyped : undefined;
  return probe.options.map((option) => {
    const group =
      option.group === 'group' ? at.group : option.group === 'reference' ? probe.reference : option.group;
    let role: OptionRole = option.role ?? 'neutral';
    if (option.role === undefined && at.polarity !== null && option.group !== undefined) {
      role = (option.group === 'group') === (at.polarity === 'negative') ? 'stereotyped' : 'counter';
    } else if (option.role === undefined && expected !== undefined) {
      role = option.id === expected ? 'stereotyped' : 'counter';
    }
    // Both polarities are asked of scenes that leave it open, where only `unknown` is true.
    const correct = at.polarity === null ? null : role === 'unknown';
    return { id: option.id, text: fill(option.text, fillers), role, group: group ?? null, correct };
  });
}

function crossedCluster(probe: ProbeFile, at: Coordinates, fillers: Fillers): string | null {
  const by = probe.crossed_by;
  if (by === undefined) return null;
  // The i-th names of all groups are counterfactuals of each other, so the index is what is crossed.
  if (by === 'group') return `term-${at.term}`;
  const value = fillers.get(by);
  return value === undefined ? null : typeof value === 'string' ? value : value.text;
}

function wordSortOf(
  probe: ProbeFile,
  at: Coordinates,
  template: { negative: readonly string[]; positive: readonly string[] },
  itemId: string,
): WordSort {
  const forms = (group: string | null | undefined) =>
    (probe.groups.find(({ name }) => name === group)?.terms ?? []).map((term) =>
      typeof term === 'string' ? term : term.text,
    );
  const words = [
    ...template.negative.map((text) => ({ text, valence: 'negative' as const })),
    ...template.positive.map((text) => ({ text, valence: 'positive' as const })),
  ];
  // Shuffled by hash: the same order on every machine and in every run, another one for every item.
  const key = (word: string) => createHash('sha256').update(`${itemId}\n${word}`).digest('hex');
  const shuffled = words
    .map((word) => ({ word, key: key(word.text) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  return { groups: [forms(at.group), forms(probe.reference)], words: shuffled.map(({ word }) => word) };
}
