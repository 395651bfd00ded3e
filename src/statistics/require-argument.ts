/** Checks of arguments whose violation is a mistake of the calling code, not of the data.
 *  Each throws a RangeError that says what was expected, then what came. */

/** @throws RangeError unless value is an integer from `minimum` up */
export function requireCount(name: string, value: number, minimum = 0): void {
  if (!Number.isSafeInteger(value) || value < minimum) {
    throw new RangeError(`expected ${name} to be an integer from ${minimum} up, got ${value}`);
  }
}

/** @throws RangeError unless 0 <= value <= 1 */
export function requireFraction(name: string, value: number): void {
  if (!(value >= 0 && value <= 1)) {
    throw new RangeError(`expected ${name} to be a fraction from 0 to 1, got ${value}`);
  }
}

/** For confidence levels, error rates and powers, where 0 and 1 have no meaning.
 *  @throws RangeError unless 0 < value < 1 */
export function requireProperFraction(name: string, value: number): void {
  if (!(value > 0 && value < 1)) {
    throw new RangeError(`expected ${name} to lie strictly between 0 and 1, got ${value}`);
  }
}

/** @throws RangeError unless value is finite and above 0 */
export function requirePositive(name: string, value: number): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`expected ${name} to be a finite number above 0, got ${value}`);
  }
}

/** @throws RangeError unless value is finite and not below 0 */
export function requireNonNegative(name: string, value: number): void {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`expected ${name} to be a finite number from 0 up, got ${value}`);
  }
}

/** @throws RangeError when any value is NaN or infinite */
export function requireFinite(name: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i += 1) {
    if (!Number.isFinite(values[i])) {
      throw new RangeError(`expected every value of ${name} to be finite, got ${values[i]} at index ${i}`);
    }
  }
}

/** @throws RangeError unless both lists have the same length */
export function requireSameLength(
  firstName: string,
  first: { readonly length: number },
  secondName: string,
  second: { readonly length: number },
): void {
  if (first.length !== second.length) {
    throw new RangeError(
      `expected ${firstName} and ${secondName} to have the same length, got ${first.length} and ${second.length}`,
    );
  }
}
