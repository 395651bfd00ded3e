import type { Gate } from '../../decisions/comparison.js';
import type { Matching } from '../../decisions/match-items.js';
import { UsageError } from '../../errors.js';
import { unknownName } from '../../probes/validate-document.js';
import type { Manifest } from '../../records/manifest.js';

/** Gates must name what the runs measured.
 *  @throws UsageError with the nearest name */
export function checkGates(gates: readonly Gate[], manifest: Manifest, { groups }: Matching): void {
  const metrics = manifest.metrics.map(({ name }) => name);
  const known = new Set(groups.flatMap((run) => [...run.values()].flatMap((names) => [...names])));
  for (const { metric, group } of gates) {
    if (!metrics.includes(metric)) throw new UsageError(`gate: ${unknownName('metric', metric, metrics)}`);
    if (group !== null && group !== '*' && known.size > 0 && !known.has(group)) {
      throw new UsageError(`gate on ${metric}: ${unknownName('group', group, [...known].sort())}`);
    }
  }
}

const FORM = 'METRIC=X or METRIC/GROUP=X, for example bbq_amb_net=0.05';

/** The gates of a suite, with those of the command line in place of the suite's of the same metric and group.
 *  @param margins as typed, `METRIC=X` or `METRIC/GROUP=X`
 *  @throws UsageError for another form or a margin that is not above 0
 *  @example mergeGates([], ['bbq_amb_net/muslim=0.05'])[0] // { metric: 'bbq_amb_net', group: 'muslim', margin: 0.05, … } */
export function mergeGates(declared: readonly Gate[], margins: readonly string[]): Gate[] {
  const typed = margins.map((text): Gate => {
    const [, metric, group, value] = /^([^/=]+)(?:\/([^=]+))?=(.+)$/su.exec(text) ?? [];
    const margin = Number(value);
    if (metric === undefined || !(Number.isFinite(margin) && margin > 0)) {
      throw new UsageError(`expected --margin as ${FORM}, with X above 0, got "${text}"`);
    }
    return { metric, group: group ?? null, margin, ceiling: null };
  });
  const isReplaced = (gate: Gate) =>
    gate.ceiling === null &&
    typed.some(({ metric, group }) => metric === gate.metric && group === gate.group);
  return [...declared.filter((gate) => !isReplaced(gate)), ...typed];
}
