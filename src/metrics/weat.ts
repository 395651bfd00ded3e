/** Word-embedding association of two target sets with two attribute sets. */
export interface WeatResult {
  /** Association of each target with A rather than B: difference of mean cosines. */
  readonly associationsX: readonly number[];
  readonly associationsY: readonly number[];
  /** Sum over X minus sum over Y. */
  readonly statistic: number;
  /** Difference of means over the sd (ddof 1) of X and Y together; null when that sd is 0. */
  readonly effectSize: number | null;
  /** One-sided share of equal-sized partitions with a statistic at least as large (>=, so never 0). */
  readonly p: number;
  readonly partitions: number;
}

type Vector = readonly number[];
/** Partitions that are enumerated: C(22, 11) is 705,432. */
const MAX_TARGETS = 22;
const TOLERANCE = 1e-12;

/** Source: Caliskan, Bryson and Narayanan 2017, doi:10.1126/science.aal4230. The strict > of some code gives p = 0,
 *  which no permutation test can: the observed partition is one of those counted.
 *  @returns null when a set is empty or X and Y differ in size, for which partitions of equal size do not exist
 *  @throws RangeError for more than 22 targets, which are too many to enumerate
 *  @example targets along the axes of A and B give // an effect size near 2 and p = 1 / C(n, n/2) */
export function weat(
  x: readonly Vector[],
  y: readonly Vector[],
  a: readonly Vector[],
  b: readonly Vector[],
): WeatResult | null {
  if (x.length === 0 || x.length !== y.length || a.length === 0 || b.length === 0) return null;
  if (x.length + y.length > MAX_TARGETS)
    throw new RangeError(`expected at most ${MAX_TARGETS} targets, got ${x.length + y.length}`);
  const association = (word: Vector) =>
    mean(a.map((other) => cosine(word, other))) - mean(b.map((other) => cosine(word, other)));
  const associationsX = x.map(association);
  const associationsY = y.map(association);
  const all = [...associationsX, ...associationsY];
  const total = sum(all);
  const statistic = sum(associationsX) - sum(associationsY);
  const centre = mean(all);
  const sd = Math.sqrt(sum(all.map((value) => (value - centre) ** 2)) / (all.length - 1));
  let partitions = 0;
  let atLeast = 0;
  const choose = (from: number, wanted: number, chosen: number): void => {
    if (wanted === 0) {
      partitions++;
      if (2 * chosen - total >= statistic - TOLERANCE) atLeast++;
      return;
    }
    for (let i = from; i <= all.length - wanted; i++) choose(i + 1, wanted - 1, chosen + (all[i] ?? 0));
  };
  choose(0, x.length, 0);
  return {
    associationsX,
    associationsY,
    statistic,
    effectSize: sd > 0 ? (mean(associationsX) - mean(associationsY)) / sd : null,
    p: atLeast / partitions,
    partitions,
  };
}

function cosine(a: Vector, b: Vector): number {
  const dot = sum(a.map((value, i) => value * (b[i] ?? 0)));
  return dot / Math.sqrt(sum(a.map((value) => value ** 2)) * sum(b.map((value) => value ** 2)));
}

function sum(values: Vector): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: Vector): number {
  return sum(values) / values.length;
}
