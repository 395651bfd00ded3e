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

/** Word-embedding association test, for vectors that you have from an embedding model: no chat server gives any, so no
 *  suite can name it. The effect size has no unit and lies in [-2, 2]; above 0, X stands nearer to A and Y to B. It is of
 *  these words: p is over their partitions, not over other words that could have been chosen.
 *  Source: Caliskan, Bryson and Narayanan 2017, doi:10.1126/science.aal4230. The strict > of some code gives p = 0,
 *  which no permutation test can: the observed partition is one of those counted.
 *  @param x vectors of the first target set (names of one group); `y` of the second, as many
 *  @param a vectors of the first attribute set; `b` of the second
 *  @returns null when a set is empty or X and Y differ in size, for which partitions of equal size do not exist
 *  @throws RangeError for more than 22 targets, which are too many to enumerate, and for a vector without a direction
 *  (all 0) or of another length than the first
 *  @example weat([[1, 0], [1, 0]], [[0, 1], [0, 1]], [[1, 0]], [[0, 1]]) // effectSize 1.732, p 1/6 */
export function weat(
  x: readonly Vector[],
  y: readonly Vector[],
  a: readonly Vector[],
  b: readonly Vector[],
): WeatResult | null {
  if (x.length === 0 || x.length !== y.length || a.length === 0 || b.length === 0) return null;
  if (x.length + y.length > MAX_TARGETS)
    throw new RangeError(`expected at most ${MAX_TARGETS} targets, got ${x.length + y.length}`);
  requireDirections([...x, ...y, ...a, ...b]);
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

/** A cosine with a vector of another length or of zeros would be a number, and mean nothing. */
function requireDirections(vectors: readonly Vector[]): void {
  const length = vectors[0]?.length ?? 0;
  for (const [place, vector] of vectors.entries()) {
    if (vector.length !== length)
      throw new RangeError(
        `expected vectors of ${length} numbers, got ${vector.length} in vector ${place + 1}`,
      );
    if (!vector.every(Number.isFinite) || vector.every((value) => value === 0))
      throw new RangeError(
        `expected finite numbers that are not all 0, got [${vector.slice(0, 4).join(', ')}, ...]`,
      );
  }
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
