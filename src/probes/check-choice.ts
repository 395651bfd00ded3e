import type { ProbeFile } from './probe-schema.js';
import { unknownName } from './validate-document.js';
import type { Path, PathComplaint } from './yaml-document.js';

type ChoiceProbe = Extract<ProbeFile, { task: 'choice' }>;

/** Whether the options are two persons of the text, one of the group under test and one of the reference. */
export function isPairProbe(probe: ChoiceProbe): boolean {
  return probe.options.some(({ group }) => group === 'group' || group === 'reference');
}

/** Mistakes of a choice probe's options, labels, orders and templates. */
export function checkChoice(probe: ChoiceProbe): PathComplaint[] {
  const complaints = duplicates(
    probe.options.map(({ id }) => id),
    (index) => ['options', index, 'id'],
    'option',
  );
  const unknowns = probe.options.filter(({ role }) => role === 'unknown').length;
  if (unknowns !== 1) {
    complaints.push({
      path: ['options'],
      message: `expected exactly one option with role: unknown, got ${unknowns}`,
    });
  }
  const names = probe.groups.map(({ name }) => name);
  for (const [index, { group }] of probe.options.entries()) {
    const allowed = ['group', 'reference', ...names];
    if (group !== undefined && !allowed.includes(group)) {
      complaints.push({ path: ['options', index, 'group'], message: unknownName('group', group, allowed) });
    }
  }
  if (isPairProbe(probe) && probe.reference === undefined) {
    complaints.push({
      path: ['options'],
      message: 'options of group and reference need a "reference" group',
    });
  }
  for (const [index, set] of (probe.labels ?? []).entries()) {
    if (set.length !== probe.options.length || new Set(set).size !== set.length) {
      complaints.push({
        path: ['labels', index],
        message: `expected ${probe.options.length} different labels, got ${set.length}`,
      });
    }
  }
  complaints.push(
    ...duplicates(
      (probe.labels ?? []).map((set) => set.join('')),
      (index) => ['labels', index],
      'label set',
    ),
  );
  if (probe.labels === undefined && probe.options.length > 26) {
    complaints.push({ path: ['options'], message: 'more options than letters; give "labels"' });
  }
  if (probe.orders === 'all' && probe.options.length > 4) {
    complaints.push({
      path: ['orders'],
      message: 'every permutation of more than 4 options is too many; use "rotations"',
    });
  }
  for (const [index, template] of probe.templates.entries()) {
    if (template.question !== undefined && template.questions !== undefined) {
      complaints.push({
        path: ['templates', index, 'question'],
        message: 'expected "question" or "questions", got both',
      });
    }
    if (isPairProbe(probe) && template.questions === undefined) {
      complaints.push({
        path: ['templates', index],
        message: 'options of group and reference need "questions" of both polarities',
      });
    }
    for (const [place, group] of (template.groups ?? []).entries()) {
      const allowed = names.filter((name) => name !== probe.reference);
      if (!allowed.includes(group)) {
        complaints.push({
          path: ['templates', index, 'groups', place],
          message: unknownName('group', group, allowed),
        });
      }
    }
  }
  const options = probe.options.map(({ id }) => id);
  for (const [slot, values] of Object.entries(probe.slots ?? {})) {
    for (const [index, value] of values.entries()) {
      const expected = typeof value === 'string' ? undefined : value.stereotyped;
      if (expected !== undefined && !options.includes(expected)) {
        complaints.push({
          path: ['slots', slot, index, 'stereotyped'],
          message: unknownName('option', expected, options),
        });
      }
    }
  }
  return complaints;
}

/** A complaint for every name that an earlier one has already taken. */
export function duplicates(
  names: readonly string[],
  path: (index: number) => Path,
  what: string,
): PathComplaint[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) < index ? [{ path: path(index), message: `${what} "${name}" is named twice` }] : [],
  );
}
