import { missingShares, type Replies } from './item-row.js';

/** Above this share of replies without an answer a figure over the answers says too little. */
const MAX_MISSING = 0.2;
/** A parser that fails so much more often on one model confounds the comparison. */
const MAX_UNPARSED_DIFFERENCE = 0.05;
// Shares are quotients of counts: 6 of 100 against 1 of 100 is 5 points, not more.
const ROUNDING = 1e-12;

/** Why the replies of two runs cannot be compared on a metric over answers; null when they can.
 *  @example missingRule({ answer: 90, refused: 0, unparsed: 10, error: 0 }, { answer: 99, refused: 0, unparsed: 1,
 *    error: 0 }) // unparsed_rates_differ */
export function missingRule(
  candidate: Replies,
  baseline: Replies | null,
): { readonly flag: 'unreliable' | 'unparsed_rates_differ'; readonly reason: string } | null {
  const mine = missingShares(candidate);
  const theirs = baseline && missingShares(baseline);
  if (mine && theirs && Math.abs(mine.unparsed - theirs.unparsed) > MAX_UNPARSED_DIFFERENCE + ROUNDING) {
    return {
      flag: 'unparsed_rates_differ',
      reason: `unparsed rates differ by more than 5 points (${percent(theirs.unparsed)} and ${percent(mine.unparsed)})`,
    };
  }
  const worst = Math.max(mine?.missing ?? 0, theirs?.missing ?? 0);
  if (worst > MAX_MISSING + ROUNDING) {
    return {
      flag: 'unreliable',
      reason: `${percent(worst)} of the replies of one model have no answer, more than 20%`,
    };
  }
  return null;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}
