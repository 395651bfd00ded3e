import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ExactSum, exactMean, exactSum } from '../../src/statistics/exact-sum.js';

const term = fc.double({ min: -1e300, max: 1e300, noNaN: true });
const terms = fc.array(term, { maxLength: 30 });

/** Exact sum in units of 2^-1074 as a bigint: an independent way to the same number. */
function bigSum(values: readonly number[]): bigint {
  return values.reduce((sum, value) => sum + toUnits(value), 0n);
}

function toUnits(value: number): bigint {
  const bits = new BigUint64Array(Float64Array.of(Math.abs(value)).buffer)[0] ?? 0n;
  const exponent = bits >> 52n;
  const fraction = bits & 0xfffffffffffffn;
  const units = exponent === 0n ? fraction : (fraction | 0x10000000000000n) << (exponent - 1n);
  return value < 0 ? -units : units;
}

/** The double nearest to an exact number of units, ties to the even significand. */
function nearestDouble(units: bigint): number {
  const size = units < 0n ? -units : units;
  const shift = BigInt(Math.max(0, size.toString(2).length - 53));
  const rest = size & ((1n << shift) - 1n);
  const half = shift === 0n ? 1n : 1n << (shift - 1n);
  let kept = size >> shift;
  if (shift > 0n && (rest > half || (rest === half && (kept & 1n) === 1n))) {
    kept += 1n;
  }
  const power = Number(shift) - 1074;
  const value = Number(kept) * 2 ** Math.max(power, -1000) * 2 ** Math.min(0, power + 1000);
  return units < 0n ? -value : value;
}

describe('exactSum', () => {
  test('sums that plain addition rounds come out exact (cases of CPython test_math.testFsum)', () => {
    expect(exactSum([])).toBe(0);
    expect(exactSum([1e100, 1, -1e100])).toBe(1);
    expect(exactSum([1e100, 1, -1e100, 1e-100, 1e50, -1, -1e50])).toBe(1e-100);
    expect(exactSum([2 ** 53, -0.5, -(2 ** -54)])).toBe(2 ** 53 - 1);
    expect(exactSum([2 ** 53, 1, 2 ** -100])).toBe(2 ** 53 + 2);
    expect(exactSum([2 ** 53 + 10, 1, 2 ** -100])).toBe(2 ** 53 + 12);
    expect(exactSum([2 ** 53 - 4, 0.5, 2 ** -54])).toBe(2 ** 53 - 3);
    expect(exactSum(Array.from({ length: 10 }, () => 0.1))).toBe(1);
    expect(exactSum(Array.from({ length: 1000 }, (_, n) => 1 / (n + 1)))).toBe(7.485470860550345);
  });

  test('the value is the nearest double to the exact sum, by integer arithmetic', () => {
    fc.assert(
      fc.property(terms, (values) => {
        expect(exactSum(values)).toBe(nearestDouble(bigSum(values)) + 0);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test('the order of the terms does not matter', () => {
    const shuffled = terms.chain((values) =>
      fc.tuple(fc.constant(values), fc.shuffledSubarray(values, { minLength: values.length })),
    );
    fc.assert(
      fc.property(shuffled, ([values, other]) => {
        expect(exactSum(other)).toBe(exactSum(values));
      }),
      { seed: 2, numRuns: 500 },
    );
  });
});

describe('ExactSum', () => {
  test('terms split over two accumulators merge to the same value', () => {
    fc.assert(
      fc.property(terms, terms, (first, second) => {
        const left = new ExactSum();
        const right = new ExactSum();
        for (const value of first) left.add(value);
        for (const value of second) right.add(value);
        left.merge(right);
        expect(left.value()).toBe(exactSum([...second, ...first]));
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  test('merging an accumulator with itself doubles it', () => {
    const sum = new ExactSum();
    for (const value of [1e100, 1, 1e-100, -1e100]) sum.add(value);
    sum.merge(sum);
    expect(sum.value()).toBe(2);
  });

  test('a term that is not finite is refused and leaves the sum as it was', () => {
    const sum = new ExactSum();
    sum.add(2.5);
    expect(() => sum.add(Number.NaN)).toThrow('expected finite terms');
    expect(() => sum.add(Number.POSITIVE_INFINITY)).toThrow(RangeError);
    sum.add(1);
    expect(sum.value()).toBe(3.5);
  });

  test('a sum that overflows is refused', () => {
    const sum = new ExactSum();
    sum.add(1.7e308);
    expect(() => sum.add(1.7e308)).toThrow(RangeError);
  });
});

test('the mean of no values is null, and of values the rounded exact sum over their number', () => {
  expect(exactMean([])).toBeNull();
  expect(exactMean([0.3, 0.1, 0.2])).toBe(0.19999999999999998);
  expect(exactMean([0.1, 0.2, 0.3])).toBe(0.19999999999999998);
  expect(exactMean([1, 2, 6])).toBe(3);
});
