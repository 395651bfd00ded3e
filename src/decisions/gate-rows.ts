import type { Gate } from './comparison.js';
import type { ComparisonScope } from './comparison-scopes.js';

/** A metric in a scope, before it is estimated. */
export interface GateTarget {
  readonly metric: string;
  readonly scope: ComparisonScope;
}

/** Whether a gate is about a row. Where a probe asks about one person at a time, the difference from the reference
 *  group is what bias is, so a gate is about that; where the question itself sets two groups against each other, it
 *  is about the level.
 *  @param contrasted metrics of the probe that exist as differences from the reference, see contrastedMetrics */
export function isAbout(gate: Gate, { metric, scope }: GateTarget, contrasted: ReadonlySet<string>): boolean {
  if (gate.metric !== metric) return false;
  const isContrasted = contrasted.has(contrastKey(scope.probe, metric));
  if (isContrasted !== (scope.reference !== null)) return false;
  if (gate.group === '*') return scope.group !== null;
  return gate.group === null ? isContrasted || scope.group === null : gate.group === scope.group;
}

export function contrastedMetrics(targets: readonly GateTarget[]): Set<string> {
  return new Set(
    targets
      .filter(({ scope }) => scope.reference !== null)
      .map(({ metric, scope }) => contrastKey(scope.probe, metric)),
  );
}

function contrastKey(probe: string, metric: string): string {
  return `${probe}\n${metric}`;
}
