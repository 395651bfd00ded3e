import { requireFraction } from './require-argument.js';

/** - `holm`: family-wise, any dependence; for gates
 *  - `bh`: false discovery rate, independent or positively dependent tests; for exploratory tables
 *  - `by`: false discovery rate, any dependence; for published claims
 *  - `hochberg`: family-wise, independent or positively dependent tests
 *  - `bonferroni`: family-wise, for comparison with other programs */
export type Adjustment = 'holm' | 'bh' | 'by' | 'hochberg' | 'bonferroni';

/** p values adjusted for their number, in the order given: reject where the adjusted value is at most alpha.
 *  Estimates without p value are no part of the family: leave them out.
 *  Source: Holm 1979; Benjamini and Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x; Benjamini and Yekutieli
 *  2001, doi:10.1214/aos/1013699998; Hochberg 1988, doi:10.1093/biomet/75.4.800.
 *  @throws RangeError when a p value is outside [0, 1]
 *  @example adjustPValues([0.01, 0.01, 0.03, 0.04, 0.5], 'bh') // 0.025, 0.025, 0.05, 0.05, 0.5 */
export function adjustPValues(pValues: readonly number[], adjustment: Adjustment): number[] {
  for (const p of pValues) {
    requireFraction('every p value', p);
  }
  const family = pValues.length;
  if (adjustment === 'bonferroni') {
    return pValues.map((p) => Math.min(1, p * family));
  }
  const order = Array.from(pValues.keys()).sort((a, b) => (pValues[a] ?? 0) - (pValues[b] ?? 0));
  const scaled = order.map((test, rank) => (pValues[test] ?? 0) * factor(adjustment, rank + 1, family));
  const monotone = adjustment === 'holm' ? runningMaximum(scaled) : runningMinimumFromEnd(scaled);
  const adjusted = new Array<number>(family).fill(1);
  order.forEach((test, rank) => {
    adjusted[test] = Math.min(1, monotone[rank] ?? 1);
  });
  return adjusted;
}

/** Level of the intervals to show for findings selected from a family, so that on average at most a share
 *  `falseDiscoveryRate` of the shown intervals miss: 1 - q * selected / family.
 *  Source: Benjamini and Yekutieli 2005, doi:10.1198/016214504000001907.
 *  @returns null when nothing was selected
 *  @throws RangeError unless 0 <= selected <= family and the rate is in [0, 1]
 *  @example selectedIntervalLevel(0.05, 8, 10) // 0.96 */
export function selectedIntervalLevel(
  falseDiscoveryRate: number,
  selected: number,
  family: number,
): number | null {
  requireFraction('falseDiscoveryRate', falseDiscoveryRate);
  if (!(selected >= 0 && selected <= family)) {
    throw new RangeError(`expected selected to be from 0 to ${family}, got ${selected}`);
  }
  return selected === 0 ? null : 1 - (falseDiscoveryRate * selected) / family;
}

function factor(adjustment: 'holm' | 'bh' | 'by' | 'hochberg', rank: number, family: number): number {
  switch (adjustment) {
    case 'holm':
    case 'hochberg':
      return family - rank + 1;
    case 'bh':
      return family / rank;
    case 'by': {
      let harmonic = 0;
      for (let i = 1; i <= family; i += 1) {
        harmonic += 1 / i;
      }
      return (family / rank) * harmonic;
    }
  }
}

function runningMaximum(values: readonly number[]): number[] {
  let largest = 0;
  return values.map((value) => {
    largest = Math.max(largest, value);
    return largest;
  });
}

function runningMinimumFromEnd(values: readonly number[]): number[] {
  let smallest = Number.POSITIVE_INFINITY;
  return values
    .toReversed()
    .map((value) => {
      smallest = Math.min(smallest, value);
      return smallest;
    })
    .toReversed();
}
