import type { ConfidenceInterval } from './confidence-interval.js';
import { quantile } from './quantile.js';
import type { RandomSource } from './random-source.js';
import { requireCount, requireFraction, requireProperFraction } from './require-argument.js';
import type { UndefinedReason } from './undefined-reason.js';

/** Rate of the true property behind a rate measured with an imperfect scorer:
 *  (observed + specificity - 1) / (sensitivity + specificity - 1), clamped to [0, 1].
 *  Source: Rogan and Gladen 1978, doi:10.1093/oxfordjournals.aje.a112510.
 *  @returns null when sensitivity + specificity <= 1: the scorer then says nothing
 *  @throws RangeError when a rate is outside [0, 1]
 *  @example correctedPrevalence({ observed: 0.3, sensitivity: 0.8, specificity: 0.9 }) // 0.2857 */
export function correctedPrevalence(rates: {
  readonly observed: number;
  readonly sensitivity: number;
  readonly specificity: number;
}): number | null {
  requireFraction('observed', rates.observed);
  requireFraction('sensitivity', rates.sensitivity);
  requireFraction('specificity', rates.specificity);
  const information = rates.sensitivity + rates.specificity - 1;
  if (!(information > 0)) {
    return null;
  }
  return Math.min(1, Math.max(0, (rates.observed + rates.specificity - 1) / information));
}

/** Scorer results on independent items: hits among those scored. */
export interface ScoredItems {
  readonly hits: number;
  readonly items: number;
}

/** Corrected rate with a percentile interval from resampling all three samples.
 *  Assumes independent items; with clustered items resample clusters and call correctedPrevalence in each draw.
 *  @param input.positives labelled positives: hits are true positives
 *  @param input.negatives labelled negatives: hits are false positives
 *  @returns nulls with `no_items` for an empty sample, `degenerate` when sensitivity + specificity <= 1, and a null
 *  interval with `degenerate` when that holds in more than 5% of the draws
 *  @throws RangeError when counts or settings are out of range
 *  @example correctedPrevalenceInterval({ observed: { hits: 60, items: 200 }, positives: { hits: 80, items: 100 },
 *    negatives: { hits: 10, items: 100 }, resamples: 2000, level: 0.95, random: mulberry32(1) }) // estimate 0.2857 */
export function correctedPrevalenceInterval(input: {
  readonly observed: ScoredItems;
  readonly positives: ScoredItems;
  readonly negatives: ScoredItems;
  readonly resamples: number;
  readonly level: number;
  readonly random: RandomSource;
}): {
  readonly estimate: number | null;
  readonly interval: ConfidenceInterval | null;
  readonly reason: UndefinedReason | null;
} {
  const { observed, positives, negatives, resamples, level, random } = input;
  requireCount('resamples', resamples, 1);
  requireProperFraction('level', level);
  if ([observed, positives, negatives].some(({ items }) => items === 0)) {
    return { estimate: null, interval: null, reason: 'no_items' };
  }
  const rates = [observed, positives, negatives].map(hitRate);
  const corrected = ([rate = 0, sensitivity = 0, falseAlarms = 0]: readonly number[]) =>
    correctedPrevalence({ observed: rate, sensitivity, specificity: 1 - falseAlarms });
  const estimate = corrected(rates);
  if (estimate === null) {
    return { estimate, interval: null, reason: 'degenerate' };
  }
  const draws: number[] = [];
  for (let i = 0; i < resamples; i += 1) {
    const value = corrected([observed, positives, negatives].map((sample) => redraw(sample, random)));
    if (value !== null) {
      draws.push(value);
    }
  }
  const sorted = Float64Array.from(draws).sort();
  const low = quantile(sorted, (1 - level) / 2);
  const high = quantile(sorted, (1 + level) / 2);
  if (low === null || high === null || draws.length < 0.95 * resamples) {
    return { estimate, interval: null, reason: 'degenerate' };
  }
  return { estimate, interval: { low, high, level }, reason: null };
}

function hitRate({ hits, items }: ScoredItems): number {
  requireCount('items', items, 1);
  requireCount('hits', hits);
  return hits / items;
}

/** Rate of hits in a sample of the same size drawn from this one with replacement. */
function redraw(sample: ScoredItems, random: RandomSource): number {
  const rate = hitRate(sample);
  let hits = 0;
  for (let i = 0; i < sample.items; i += 1) {
    hits += random() < rate ? 1 : 0;
  }
  return hits / sample.items;
}
