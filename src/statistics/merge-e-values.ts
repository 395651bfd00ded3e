import { exactMean } from './exact-sum.js';
import { requireNonNegative } from './require-argument.js';

/** One e-value from several, by a rule that fits how they depend on each other.
 *  - `average`: valid under any dependence, e.g. metrics of the same completions
 *  - `product`: only for independent or successive data, e.g. runs of different weeks
 *  Source: Vovk and Wang 2021, doi:10.1214/20-AOS2020.
 *  @returns null for no e-values
 *  @throws RangeError when an e-value is negative or not finite
 *  @example mergeEValues([4, 0.5, 9], 'average') // 4.5; 'product' // 18 */
export function mergeEValues(eValues: readonly number[], rule: 'average' | 'product'): number | null {
  for (const e of eValues) {
    requireNonNegative('every e-value', e);
  }
  if (eValues.length === 0) {
    return null;
  }
  return rule === 'average' ? exactMean(eValues) : eValues.reduce((product, e) => product * e, 1);
}
