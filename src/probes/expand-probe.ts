import { buildItem, type Coordinates } from './build-item.js';
import { isPairProbe } from './check-choice.js';
import type { Item } from './item.js';
import type { ProbeFile } from './probe-schema.js';
import { parseTemplate } from './template.js';

/** Counterfactual sets of one template and polarity: what sampling must keep in balance. */
export interface Stratum {
  readonly sets: number;
  /** All items of one set, which differ in the group only. */
  set(index: number): readonly Item[];
  /** Their ordinals, in the same order; makes no item. */
  ordinals(index: number): readonly number[];
}

/** Every item of a probe, addressed instead of enumerated. */
export interface Expansion {
  readonly size: number;
  readonly strata: readonly Stratum[];
  find(itemId: string): Item | undefined;
}

/** One axis of a stratum's cross product; `label` is what an item id says for a value. */
interface Axis {
  readonly name: string;
  readonly labels: readonly string[];
}

interface Frame {
  readonly template: number;
  readonly polarity: 'negative' | 'positive' | null;
  readonly axes: readonly Axis[];
  readonly sets: number;
  readonly groups: readonly (string | null)[];
  readonly firstOrdinal: number;
}

/** The cross product of a probe's templates, polarities, slots, terms, mention orders and groups (innermost).
 *  An item id spells its coordinates, so that any item is found without walking to it. */
export function expandProbe(probe: ProbeFile): Expansion {
  const frames: Frame[] = [];
  let size = 0;
  for (let template = 0; template < probe.templates.length; template++) {
    for (const polarity of polaritiesOf(probe, template)) {
      const axes = axesOf(probe, template);
      const sets = axes.reduce((product, { labels }) => product * labels.length, 1);
      const groups = groupsOf(probe, template);
      frames.push({ template, polarity, axes, sets, groups, firstOrdinal: size });
      size += sets * groups.length;
    }
  }
  const byName = new Map(frames.map((frame) => [frameName(probe, frame), frame]));
  return {
    size,
    strata: frames.map((frame) => ({
      sets: frame.sets,
      set: (index) => frame.groups.map((_, group) => itemAt(probe, frame, index, group)),
      ordinals: (index) => frame.groups.map((_, group) => ordinalAt(frame, index, group)),
    })),
    find: (itemId) => {
      const [template, ...rest] = itemId.split('/');
      const polarity = rest[0] === 'negative' || rest[0] === 'positive' ? rest.shift() : undefined;
      const frame = byName.get(polarity === undefined ? `${template}` : `${template}/${polarity}`);
      return frame && findInFrame(probe, frame, rest);
    },
  };
}

function findInFrame(probe: ProbeFile, frame: Frame, coordinates: string[]): Item | undefined {
  const group = frame.groups.indexOf(
    frame.groups.length === 1 && frame.groups[0] === null ? null : (coordinates.pop() ?? ''),
  );
  if (group < 0 || coordinates.length !== frame.axes.length) return undefined;
  let set = 0;
  for (const [place, axis] of frame.axes.entries()) {
    const value = axis.labels.indexOf(coordinates[place] ?? '');
    if (value < 0) return undefined;
    set = set * axis.labels.length + value;
  }
  return itemAt(probe, frame, set, group);
}

function itemAt(probe: ProbeFile, frame: Frame, set: number, group: number): Item {
  const indices: Record<string, number> = {};
  const labels: string[] = [];
  let rest = set;
  for (const axis of [...frame.axes].reverse()) {
    const index = rest % axis.labels.length;
    rest = Math.floor(rest / axis.labels.length);
    indices[axis.name] = index;
    labels.unshift(axis.labels[index] ?? '');
  }
  const { term = 0, order = 0, ...slots } = indices;
  const coordinates: Coordinates = {
    template: frame.template,
    polarity: frame.polarity,
    slots,
    term,
    order: order === 0 ? 'group_first' : 'reference_first',
    group: frame.groups[group] ?? null,
  };
  const setId = [frameName(probe, frame), ...labels].join('/');
  const setSize = frame.groups.length;
  return buildItem(probe, coordinates, {
    setId,
    setSize,
    ordinal: ordinalAt(frame, set, group),
  });
}

function ordinalAt({ firstOrdinal, groups }: Frame, set: number, group: number): number {
  return firstOrdinal + set * groups.length + group;
}

function frameName(probe: ProbeFile, frame: Pick<Frame, 'template' | 'polarity'>): string {
  const id = probe.templates[frame.template]?.id ?? '';
  return frame.polarity === null ? id : `${id}/${frame.polarity}`;
}

function polaritiesOf(probe: ProbeFile, template: number): readonly ('negative' | 'positive' | null)[] {
  return probe.task === 'choice' && probe.templates[template]?.questions ? ['negative', 'positive'] : [null];
}

/** Slots that the texts of one template hold, those of the shared options included. */
export function slotsOf(probe: ProbeFile, template: number): ReadonlySet<string> {
  const texts = [probe.templates[template]?.text ?? ''];
  if (probe.task === 'choice') {
    const { question, questions } = probe.templates[template] ?? {};
    texts.push(question ?? '', questions?.negative ?? '', questions?.positive ?? '');
    texts.push(...probe.options.map(({ text }) => text));
  }
  return new Set(texts.flatMap((text) => [...parseTemplate(text).slots]));
}

function axesOf(probe: ProbeFile, template: number): Axis[] {
  const used = slotsOf(probe, template);
  const numbered = (name: string, mark: string, count: number): Axis => ({
    name,
    labels: Array.from({ length: count }, (_, index) => `${mark}${index}`),
  });
  const axes = Object.entries(probe.slots ?? {})
    .filter(([slot]) => used.has(slot))
    .map(([slot, values]) => numbered(slot, `${slot}-`, values.length));
  const pair = used.has('first') || used.has('second');
  if ((pair || used.has('group')) && probe.task !== 'word_sort') {
    axes.push(numbered('term', 'term-', probe.groups[0]?.terms.length ?? 0));
  }
  if (pair) axes.push({ name: 'order', labels: ['group-first', 'reference-first'] });
  return axes;
}

function groupsOf(probe: ProbeFile, template: number): readonly (string | null)[] {
  const used = slotsOf(probe, template);
  if (!used.has('group') && !used.has('first')) return [null];
  const contrasted = probe.task === 'word_sort' || (probe.task === 'choice' && isPairProbe(probe));
  const only = probe.task === 'choice' ? probe.templates[template]?.groups : undefined;
  return probe.groups
    .map(({ name }) => name)
    .filter((name) => !(contrasted && name === probe.reference) && (only?.includes(name) ?? true));
}
