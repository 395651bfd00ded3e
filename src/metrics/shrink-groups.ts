import { ROUNDING } from '../statistics/group-spread.js';
import { normalQuantile } from '../statistics/normal-distribution.js';
import { shrinkage } from '../statistics/shrinkage.js';
import type { Estimate } from './estimate.js';
import { LEAVE_ONE_OUT } from './group-contrasts.js';

/** Fewer groups say too little of how groups differ. */
const MIN_GROUPS = 5;

/** Fills in the shrunk values of groups, for rankings and "worst group": the raw extremes of many noisy groups are
 *  mostly noise. Levels are shrunk with levels, contrasts with contrasts of the same reference (not those from the
 *  mean of all others, which say of each other what the levels say); groups without a standard error take no part. Treats the groups' errors as independent; where they share clusters or a reference
 *  that overstates the noise of their differences, so it shrinks too much rather than too little.
 *  Source: empirical Bayes with DerSimonian-Laird, as in `shrinkage`. */
export function shrinkGroups<Row extends Estimate>(estimates: readonly Row[]): Row[] {
  const families = new Map<string, Row[]>();
  for (const estimate of estimates) {
    if (estimate.group === null || estimate.estimate === null || varianceOf(estimate) === null) continue;
    if (estimate.reference === LEAVE_ONE_OUT) continue;
    const { metric, scorer, condition, axis, reference, denominator } = estimate;
    const key = JSON.stringify([metric, scorer, condition, axis, reference, denominator]);
    const family = families.get(key);
    if (family) family.push(estimate);
    else families.set(key, [estimate]);
  }
  const filled = new Map<Row, Pick<Estimate, 'shrunkEstimate' | 'shrunkSd'>>();
  for (const every of families.values()) {
    const largest = Math.max(...every.map((row) => varianceOf(row) ?? 0));
    const family = every.filter((row) => (varianceOf(row) ?? 0) > ROUNDING * largest);
    if (family.length < MIN_GROUPS) continue;
    const { value } = shrinkage(
      family.map(({ estimate }) => estimate ?? 0),
      family.map((row) => varianceOf(row) ?? 0),
      'dersimonian_laird',
    );
    if (!value) continue;
    for (const [place, row] of family.entries()) {
      const group = value.groups[place];
      if (!group) continue;
      // Published: so the error of the common mean is not left out.
      const variance = group.posteriorSd ** 2 + (group.weight * value.standardErrorMu) ** 2;
      filled.set(row, { shrunkEstimate: group.shrunk, shrunkSd: Math.sqrt(variance) });
    }
  }
  return estimates.map((row) => ({ ...row, ...filled.get(row) }));
}

/** Squared standard error. A rate of 0 or 1 has one of 0 and yet is not certain: then that of its interval. */
function varianceOf({ standardError, ciLow, ciHigh, ciLevel }: Estimate): number | null {
  if (standardError === null) return null;
  if (standardError > 0) return standardError ** 2;
  if (ciLow === null || ciHigh === null || ciHigh <= ciLow) return null;
  return ((ciHigh - ciLow) / 2 / normalQuantile((1 + ciLevel) / 2)) ** 2;
}
