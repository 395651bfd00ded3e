import { type Expansion, slotsOf } from './expand-probe.js';
import type { ProbeFile } from './probe-schema.js';
import type { PathComplaint } from './yaml-document.js';

/** Item numbers stay exact, and the sampling of sets a bijection. */
const MOST_ITEMS = 2 ** 52;

/** Mistakes of a probe that show only when its items are counted out; empty when there are none. */
export function checkExpansion(probe: ProbeFile, expansion: Expansion): PathComplaint[] {
  const complaints: PathComplaint[] = [];
  if (expansion.size > MOST_ITEMS) {
    complaints.push({ path: ['slots'], message: `expected at most 2^52 items, got ${expansion.size}` });
  }
  if (expansion.strata.some((stratum) => stratum.set(0).length === 0)) {
    complaints.push({ path: ['groups'], message: 'expected a group besides the reference, got none' });
  }
  const by = probe.crossed_by;
  if (by === undefined || by === 'group') return complaints;
  for (const index of probe.templates.keys()) {
    if (slotsOf(probe, index).has(by)) continue;
    const message = `the template lacks the slot {${by}} of crossed_by, which must cross every template`;
    complaints.push({ path: ['templates', index, 'text'], message });
  }
  return complaints;
}
