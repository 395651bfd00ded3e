import type { OrdinalSet } from '../../records/ordinal-set.js';
import type { Suite, SuiteProbe } from '../../suites/suite.js';
import { type ScoredRun, settledKey } from '../scoring/score-completions.js';

const MAX_EXAMPLES = 20;

/** Items of the suite that a model's completions say nothing of. A table that rests on half of a benchmark looks like
 *  one that rests on all of it, so they are counted and named. */
export function findMissingItems(
  suite: Suite,
  { settled, tallies }: Pick<ScoredRun, 'settled' | 'tallies'>,
): { count: number; examples: string[] } {
  const models = [...tallies.keys()].sort();
  const missing = { count: 0, examples: [] as string[] };
  for (const model of models.length > 0 ? models : ['']) {
    for (const entry of suite.probes) {
      const { name } = entry.probe;
      const seen = settled.get(settledKey(model, name));
      const count = countMissing(entry, seen);
      if (count > 0 && missing.count < MAX_EXAMPLES) {
        for (const id of nameMissing(entry, seen, Math.min(count, MAX_EXAMPLES - missing.count))) {
          missing.examples.push(`${model === '' ? '' : `${model}: `}${name}: ${id}`);
        }
      }
      missing.count += count;
    }
  }
  return missing;
}

function countMissing({ probe, selection }: SuiteProbe, seen: OrdinalSet | undefined): number {
  let count = 0;
  for (const ordinal of probe.ordinals(selection)) {
    if (seen?.has(ordinal) !== true) count++;
  }
  return count;
}

/** Ids of the first few of them. */
function nameMissing(
  { probe, selection }: SuiteProbe,
  seen: OrdinalSet | undefined,
  count: number,
): string[] {
  const ids: string[] = [];
  for (const { id, ordinal } of probe.items(selection)) {
    if (seen?.has(ordinal) === true) continue;
    ids.push(id);
    if (ids.length === count) break;
  }
  return ids;
}
