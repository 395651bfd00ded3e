import type { Estimate } from './estimate.js';
import { ORDER_CONSISTENCY } from './order-metrics.js';

/** Below this share of items answered alike in every presentation, a bias estimate may be one of places or labels. */
const INCONSISTENT = 0.7;
/** They measure the place, or what came back at all, and stand whatever the order did to the answers. */
const EXEMPT = new Set([
  ORDER_CONSISTENCY,
  'modal_agreement',
  'position_bias',
  'refusal_rate',
  'unparsed_rate',
]);

/** Adds the flag `position_bias` to the estimates of every scope whose answers change with the order of options. A
 *  scope without a consistency of its own (one presentation an item) is left as it is. */
export function flagPositionBias<E extends Estimate>(estimates: readonly E[]): E[] {
  const scope = ({ axis, condition, group }: Estimate) => JSON.stringify([axis, condition, group]);
  const consistency = estimates.filter(
    ({ metric, denominator }) => metric === ORDER_CONSISTENCY && denominator === 'conditional',
  );
  const flagged = new Set(
    consistency
      .filter(({ estimate, reference }) => reference === null && estimate !== null && estimate < INCONSISTENT)
      .map(scope),
  );
  const scorer = consistency[0]?.scorer;
  if (flagged.size === 0) return [...estimates];
  return estimates.map((estimate) =>
    estimate.scorer === scorer && !EXEMPT.has(estimate.metric) && flagged.has(scope(estimate))
      ? { ...estimate, flags: [...estimate.flags, 'position_bias'] }
      : estimate,
  );
}
