/** The set of values that the data do not contradict, in the unit of the estimate.
 *  `level` is the coverage as a fraction: 0.95, or 0.9 for gates. */
export interface ConfidenceInterval {
  readonly low: number;
  readonly high: number;
  readonly level: number;
}
