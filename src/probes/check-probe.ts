import { checkChoice, duplicates, isPairProbe } from './check-choice.js';
import type { ProbeFile, SlotValue } from './probe-schema.js';
import { parseTemplate, type Template, TemplateSyntaxError } from './template.js';
import { suggestion, unknownName } from './validate-document.js';
import type { Path, PathComplaint } from './yaml-document.js';

/** Slots that the harness fills: the group under test, the reference, the two persons in mention order, and the
 *  parts of an answer instruction. Then the axes that an item id names beside the slots. */
const RESERVED = ['group', 'reference', 'first', 'second', 'words', 'labels', 'low', 'high', 'term', 'order'];

/** Mistakes of a probe that its schema cannot see; empty when there are none. */
export function checkProbe(probe: ProbeFile): PathComplaint[] {
  return [
    ...checkNames(probe),
    ...checkGroups(probe),
    ...checkFactors(probe),
    ...checkTemplates(probe),
    ...(probe.task === 'choice' ? checkChoice(probe) : []),
    ...(probe.task === 'rating' && probe.scale.low >= probe.scale.high
      ? [
          {
            path: ['scale', 'high'],
            message: `expected more than low (${probe.scale.low}), got ${probe.scale.high}`,
          },
        ]
      : []),
    ...(probe.task === 'word_sort' ? checkWords(probe) : []),
  ];
}

function checkNames(probe: ProbeFile): PathComplaint[] {
  const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
  return [
    ...duplicates(
      probe.groups.map(({ name }) => name),
      (index) => ['groups', index, 'name'],
      'group',
    ),
    ...duplicates(ids(probe.templates), (index) => ['templates', index, 'id'], 'template'),
    ...duplicates(ids(probe.instructions), (index) => ['instructions', index, 'id'], 'instruction'),
    ...Object.keys(probe.slots ?? {}).flatMap((slot) =>
      RESERVED.includes(slot)
        ? [
            {
              path: ['slots', slot],
              message: `"${slot}" is a name of the harness; choose another one`,
              atKey: true,
            },
          ]
        : [],
    ),
  ];
}

/** A factorial design has every factor in every group, and no two groups at the same levels. */
function checkFactors({ groups, reference }: ProbeFile): PathComplaint[] {
  const first = groups.find(({ factors }) => factors);
  if (!first?.factors) return [];
  const expected = Object.keys(first.factors);
  const complaint = (index: number, message: string) => ({ path: ['groups', index, 'factors'], message });
  const place = groups.indexOf(first);
  if (expected.length < 2) return [complaint(place, `expected two factors or more, got ${expected.length}`)];
  if (reference === undefined)
    return [complaint(place, 'factors need a reference, whose levels the others are compared with')];
  return groups.flatMap(({ name, factors = {} }, index) => {
    const names = Object.keys(factors);
    if (names.length !== expected.length || names.some((factor) => !expected.includes(factor)))
      return [
        complaint(
          index,
          `expected the factors of group "${first.name}" (${expected.join(', ')}), got ${names.join(', ') || 'none'}`,
        ),
      ];
    const twin = groups
      .slice(0, index)
      .find((other) => expected.every((factor) => other.factors?.[factor] === factors[factor]));
    return twin ? [complaint(index, `group "${name}" has the levels of group "${twin.name}"`)] : [];
  });
}

function checkGroups(probe: ProbeFile): PathComplaint[] {
  const names = probe.groups.map(({ name }) => name);
  const complaints: PathComplaint[] = [];
  if (probe.reference !== undefined && !names.includes(probe.reference)) {
    complaints.push({ path: ['reference'], message: unknownName('group', probe.reference, names) });
  }
  const counts = probe.groups.map(({ terms }) => terms.length);
  const expected = counts[0] ?? 0;
  if (probe.task !== 'word_sort') {
    for (const [index, count] of counts.entries()) {
      if (count === expected) continue;
      const message = `expected ${expected} terms, as in group "${names[0]}" (the i-th terms are counterfactuals of each other), got ${count}`;
      complaints.push({ path: ['groups', index, 'terms'], message });
    }
  }
  const crossable = ['group', ...Object.keys(probe.slots ?? {})];
  if (probe.crossed_by !== undefined && !crossable.includes(probe.crossed_by)) {
    complaints.push({ path: ['crossed_by'], message: unknownName('slot', probe.crossed_by, crossable) });
  }
  const facts = Object.entries(probe.slots ?? {}).flatMap(([slot, values]) =>
    [...new Set(values.flatMap((value) => Object.keys(factsOf(value))))].map((fact) => ({ slot, fact })),
  );
  for (const [index, { slot, fact }] of facts.entries()) {
    const other = facts.slice(0, index).find((earlier) => earlier.fact === fact);
    if (other)
      complaints.push({
        path: ['slots', slot],
        message: `fact "${fact}" is also one of slot "${other.slot}"`,
      });
  }
  return complaints;
}

export function factsOf(value: SlotValue): Readonly<Record<string, string | number>> {
  return typeof value === 'string' ? {} : (value.facts ?? {});
}

/** Every text of the probe that has slots, with its place and the slots that the harness may fill there. */
function slottedTexts(
  probe: ProbeFile,
): { path: Path; text: string; allowed: string[]; required: string[] }[] {
  const own = Object.keys(probe.slots ?? {});
  const texts = probe.instructions.map(({ text }, index) => ({
    path: ['instructions', index, 'text'] as Path,
    text,
    allowed: probe.task === 'choice' ? ['labels'] : probe.task === 'rating' ? ['low', 'high'] : [],
    required: [] as string[],
  }));
  const pair = ['group', 'reference', 'first', 'second'];
  for (const [index, template] of probe.templates.entries()) {
    const path = ['templates', index, 'text'];
    if (probe.task === 'choice') {
      const allowed = [...own, ...pair];
      const required = isPairProbe(probe) ? ['first', 'second'] : own;
      texts.push({ path, text: template.text, allowed, required });
    } else if (probe.task === 'word_sort') {
      const required = ['first', 'second', 'words'];
      texts.push({ path, text: template.text, allowed: [...own, ...required], required });
    } else {
      const required = probe.task === 'continuation' && probe.slots ? [] : ['group'];
      texts.push({ path, text: template.text, allowed: [...own, 'group'], required });
    }
  }
  if (probe.task !== 'choice') return texts;
  const add = (path: Path, text: string | undefined) => {
    if (text !== undefined) texts.push({ path, text, allowed: [...own, ...pair], required: [] });
  };
  for (const [index, template] of probe.templates.entries()) {
    add(['templates', index, 'question'], template.question);
    add(['templates', index, 'questions', 'negative'], template.questions?.negative);
    add(['templates', index, 'questions', 'positive'], template.questions?.positive);
  }
  for (const [index, option] of probe.options.entries()) add(['options', index, 'text'], option.text);
  return texts;
}

function checkTemplates(probe: ProbeFile): PathComplaint[] {
  const complaints: PathComplaint[] = [];
  const used = new Set<string>();
  for (const { path, text, allowed, required } of slottedTexts(probe)) {
    let template: Template;
    try {
      template = parseTemplate(text);
    } catch (error) {
      if (!(error instanceof TemplateSyntaxError)) throw error;
      complaints.push({ path, message: error.message });
      continue;
    }
    for (const slot of template.slots) {
      used.add(slot);
      if (!allowed.includes(slot)) complaints.push({ path, message: unknownName('slot', slot, allowed) });
    }
    for (const slot of required) {
      if (!template.slots.has(slot)) {
        const near = suggestion(slot, [...template.slots]);
        complaints.push({ path, message: `the template lacks its slot {${slot}}${near}` });
      }
    }
    const article = /\b(an?) \{(?!\{|an? |plural )([^{}]*)\}/iu.exec(text);
    if (article)
      complaints.push({
        path,
        message: `write {${article[1]} ${article[2]}}, so that the article fits every filler`,
      });
  }
  for (const slot of Object.keys(probe.slots ?? {})) {
    if (!used.has(slot))
      complaints.push({ path: ['slots', slot], message: `no text uses slot {${slot}}`, atKey: true });
  }
  return complaints;
}

function checkWords(probe: Extract<ProbeFile, { task: 'word_sort' }>): PathComplaint[] {
  const complaints: PathComplaint[] = [];
  if (probe.reference === undefined)
    complaints.push({ path: [], message: '"reference" is missing: a word is sorted to the group or to it' });
  for (const [index, { negative, positive }] of probe.templates.entries()) {
    if (negative.length !== positive.length) {
      const message = `expected as many as in "negative" (${negative.length}), got ${positive.length}`;
      complaints.push({ path: ['templates', index, 'positive'], message });
    }
    const words = [...negative, ...positive].map((word) => word.toLowerCase());
    const twice = words.find((word, place) => words.indexOf(word) < place);
    if (twice !== undefined)
      complaints.push({ path: ['templates', index], message: `word "${twice}" is listed twice` });
  }
  return complaints;
}
