import type { ConfidenceInterval } from './confidence-interval.js';
import { requirePositive, requireProperFraction } from './require-argument.js';
import { studentTUpperTail } from './student-t-distribution.js';
import { tInterval } from './t-interval.js';

/** Two one-sided tests that an estimate lies inside (-margin, margin). */
export interface EquivalenceTest {
  /** p against estimate <= -margin. */
  readonly pLower: number;
  /** p against estimate >= margin. */
  readonly pUpper: number;
  /** The larger of the two: p of "not equivalent". */
  readonly pValue: number;
  /** Interval of level 1 - 2 alpha, inside (-margin, margin) if and only if `equivalent`. */
  readonly interval: ConfidenceInterval;
  readonly equivalent: boolean;
}

/** TOST: shows that two models (or groups) do not differ by as much as the margin. "Not significant" is not this.
 *  Source: Schuirmann 1987, doi:10.1007/BF01068419.
 *  @param input.standardError clustered (CR1), with df = clusters - 1
 *  @param input.margin smallest difference that matters, in the unit of the estimate
 *  @throws RangeError when margin, standard error or df is not above 0, or alpha not in (0, 0.5)
 *  @example equivalenceTest({ estimate: 0.005, standardError: 0.005967081414398552, df: 11, margin: 0.03, alpha: 0.05 })
 *  // pValue 0.000756, equivalent */
export function equivalenceTest(input: {
  readonly estimate: number;
  readonly standardError: number;
  readonly df: number;
  readonly margin: number;
  readonly alpha: number;
}): EquivalenceTest {
  const { estimate, standardError, df, margin, alpha } = input;
  requirePositive('margin', margin);
  requirePositive('standardError', standardError);
  requireProperFraction('2 * alpha', 2 * alpha);
  const pLower = studentTUpperTail((estimate + margin) / standardError, df);
  const pUpper = studentTUpperTail((margin - estimate) / standardError, df);
  const interval = tInterval({ estimate, standardError, df, level: 1 - 2 * alpha });
  return {
    pLower,
    pUpper,
    pValue: Math.max(pLower, pUpper, Number.MIN_VALUE),
    interval,
    equivalent: interval.low > -margin && interval.high < margin,
  };
}
