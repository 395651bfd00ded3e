/** Sum of doubles without any rounding until it is read: the value is the correctly rounded exact sum, so it does
 *  not depend on the order of the terms nor on how they were split over accumulators. Two runs that receive the
 *  same completions in another order therefore print the same digits.
 *
 *  The exact sum is held as `high + low + spill`. For terms of similar size (scores, counts) the spill stays empty
 *  and an addition costs two error-free transformations; otherwise the remainder goes to a growing expansion.
 *  Source: Shewchuk 1997, doi:10.1007/PL00009321; rounding of the result as in Python's math.fsum.
 *  Range: every partial sum must stay below about 1.8e308 in size.
 *  @example sum of 0.1 ten times // 1, where plain addition gives 0.9999999999999999 */
export class ExactSum {
  #high = 0;
  #low = 0;
  /** null: nothing yet, as nearly always. */
  #spill: number[] | null = null;

  /** @throws RangeError when the term is not finite or the sum overflows; the accumulator then keeps its value */
  add(term: number): void {
    // Most contributions of most items are 0.
    if (term === 0) return;
    const high = this.#high;
    const low = this.#low;
    const sum = high + term;
    const termPart = sum - high;
    const error = high - (sum - termPart) + (term - termPart);
    const lowSum = low + error;
    const errorPart = lowSum - low;
    const remainder = low - (lowSum - errorPart) + (error - errorPart);
    // A term that is NaN or infinite, and an overflow, all make the remainder NaN: one test serves both paths.
    if (remainder !== 0) {
      if (!Number.isFinite(remainder)) {
        throw new RangeError(`expected finite terms with a finite sum, got ${high} + ${term}`);
      }
      this.#spill ??= [];
      growExpansion(this.#spill, remainder);
    }
    this.#high = sum;
    this.#low = lowSum;
  }

  /** Adds all terms of another accumulator, exactly. */
  merge(other: ExactSum): void {
    const spill = other.#spill === null ? [] : [...other.#spill];
    const low = other.#low;
    this.add(other.#high);
    this.add(low);
    for (const part of spill) {
      this.add(part);
    }
  }

  /** The exact sum, rounded once to the nearest double (ties to even). 0 for no terms. */
  value(): number {
    if (this.#spill === null) {
      return this.#high + this.#low;
    }
    const parts = [...this.#spill];
    growExpansion(parts, this.#low);
    growExpansion(parts, this.#high);
    return roundExpansion(parts);
  }
}

/** Adds `term` to a list of non-overlapping parts in increasing size, keeping it one. */
function growExpansion(parts: number[], term: number): void {
  let carry = term;
  let kept = 0;
  for (const part of parts) {
    const sum = carry + part;
    const partPart = sum - carry;
    const error = carry - (sum - partPart) + (part - partPart);
    if (error !== 0) {
      parts[kept] = error;
      kept += 1;
    }
    carry = sum;
  }
  parts.length = kept;
  if (carry !== 0) {
    parts.push(carry);
  }
}

function roundExpansion(parts: readonly number[]): number {
  let index = parts.length - 1;
  let sum = parts[index] ?? 0;
  let error = 0;
  while (index > 0 && error === 0) {
    index -= 1;
    const part = parts[index] ?? 0;
    const before = sum;
    sum = before + part;
    error = part - (sum - before);
  }
  // Exactly half an ulp is left: the sign of what lies below decides the direction of rounding.
  const below = index > 0 ? (parts[index - 1] ?? 0) : 0;
  if (below !== 0 && error !== 0 && below < 0 === error < 0) {
    const doubled = error * 2;
    const nudged = sum + doubled;
    if (nudged - sum === doubled) {
      return nudged;
    }
  }
  return sum;
}

/** Correctly rounded sum of a list, whatever its order.
 *  @throws RangeError when a value is not finite
 *  @example exactSum([1e100, 1, -1e100]) // 1 */
export function exactSum(values: Iterable<number>): number {
  const sum = new ExactSum();
  for (const value of values) {
    sum.add(value);
  }
  return sum.value();
}

/** Mean from the correctly rounded sum; null for no values.
 *  @throws RangeError when a value is not finite
 *  @example exactMean([0.3, 0.1, 0.2]) // 0.19999999999999998, in every order */
export function exactMean(values: ArrayLike<number>): number | null {
  return values.length === 0 ? null : exactSum(Array.from(values)) / values.length;
}
