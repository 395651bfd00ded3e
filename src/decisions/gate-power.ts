import { MIN_CLUSTERS } from '../metrics/estimate-cell.js';
import { minimumDetectableEffect } from '../statistics/minimum-detectable-effect.js';
import { powerFactor } from '../statistics/power-factor.js';
import { DETECTABLE } from './comparison-row.js';
import { type PowerDesign, standardErrorOf, type VarianceParts } from './variance-parts.js';

/** What buys power, in the order in which it is worth trying. */
export const LEVERS = ['templates', 'items', 'samples'] as const;
export type Lever = (typeof LEVERS)[number];

/** One lever alone, moved until the gate sees its margin. */
export interface PowerChange {
  readonly lever: Lever;
  /** Templates, items of a template, or samples of a presentation that would do; null: no number does. */
  readonly count: number | null;
  /** What is then detected; where no number does, what is approached. */
  readonly minimumDetectableEffect: number;
  /** The probe's requests in multiples of the planned ones; null where no number does. */
  readonly factor: number | null;
}

/** Whether a gate can see what it is to decide. */
export interface GatePower {
  /** Smallest true change (or distance from a ceiling) that is detected in 80% of cases; null: not known. */
  readonly minimumDetectableEffect: number | null;
  /** null: nothing to compare with, or not known. */
  readonly sees: boolean | null;
  /** Why it does not, or why it is not known; null when it does. */
  readonly reason: 'no_items' | 'too_few_clusters' | 'no_scale' | 'no_room' | 'above_margin' | null;
  /** Every lever, where the gate does not see its margin. */
  readonly changes: readonly PowerChange[];
  /** The change that asks least; null: none is needed, or none does. */
  readonly cheapest: PowerChange | null;
}

/** Power of a gate before anything is paid for: MDE = (z_{1 - 0.05/2} + z_0.8) * SE. Gates judge each side at 5%, so
 *  that the detection rate at the MDE is above 80% unless clusters are few.
 *  @param toSee the margin, or the distance from the ideal to the ceiling; null: none is declared
 *  @param parts null: not known
 *  @param samples calls of each presentation in the design
 *  @example 25 templates, paired SE 0.0398: MDE 0.112; for a margin of 0.05 about 125 templates, and no number of items */
export function gatePower(
  toSee: number | null,
  parts: VarianceParts | null,
  design: PowerDesign,
  samples: number,
): GatePower {
  const none = { changes: [], cheapest: null };
  if (design.items === 0 || design.clusters === 0)
    return { minimumDetectableEffect: null, sees: false, reason: 'no_items', ...none };
  if (parts === null) return { minimumDetectableEffect: null, sees: null, reason: 'no_scale', ...none };
  const detected = detectableOf(parts, design);
  if (toSee !== null && toSee <= 0)
    return { minimumDetectableEffect: detected, sees: false, reason: 'no_room', ...none };
  const isFew = design.clusters < MIN_CLUSTERS;
  if (toSee === null && !isFew)
    return { minimumDetectableEffect: detected, sees: null, reason: null, ...none };
  if (toSee !== null && !isFew && detected <= toSee)
    return { minimumDetectableEffect: detected, sees: true, reason: null, ...none };
  const changes = LEVERS.map((lever) => changeBy(lever, toSee ?? detected, parts, design, samples));
  const cheapest = changes.reduce<PowerChange | null>(
    (best, change) =>
      change.factor !== null && (best?.factor == null || change.factor < best.factor) ? change : best,
    null,
  );
  const reason = isFew ? 'too_few_clusters' : 'above_margin';
  return { minimumDetectableEffect: detected, sees: false, reason, changes, cheapest };
}

function detectableOf(parts: VarianceParts, design: PowerDesign): number {
  return minimumDetectableEffect(standardErrorOf(parts, design), DETECTABLE);
}

/** Moves one lever to the smallest number with which the standard error is small enough. */
function changeBy(
  lever: Lever,
  toSee: number,
  parts: VarianceParts,
  design: PowerDesign,
  samples: number,
): PowerChange {
  const { clusters, items, repliesPerItem } = design;
  const z = powerFactor(DETECTABLE);
  const wanted = (toSee / (z.test + z.power)) ** 2;
  const presentations = repliesPerItem / samples;
  const moved = (count: number): PowerDesign =>
    lever === 'templates'
      ? { ...design, clusters: count, items: (items / clusters) * count }
      : lever === 'items'
        ? { ...design, items: clusters * count }
        : { ...design, repliesPerItem: presentations * count };
  // The variance is `fixed` plus something that falls as 1 / count.
  const now = { templates: clusters, items: items / clusters, samples }[lever];
  const fixed = standardErrorOf(parts, moved(Number.MAX_SAFE_INTEGER)) ** 2;
  const falling = (standardErrorOf(parts, design) ** 2 - fixed) * now;
  const isFew = clusters < MIN_CLUSTERS && lever !== 'templates';
  if (wanted <= fixed || isFew) {
    const limit = minimumDetectableEffect(Math.sqrt(fixed), DETECTABLE);
    return { lever, count: null, minimumDetectableEffect: limit, factor: null };
  }
  // A quotient that is a whole number but for its rounding is that number.
  const least = lever === 'templates' ? MIN_CLUSTERS : 1;
  const count = Math.max(least, Math.ceil(falling / (wanted - fixed) - 1e-9));
  return {
    lever,
    count,
    minimumDetectableEffect: detectableOf(parts, moved(count)),
    factor: count / now,
  };
}
