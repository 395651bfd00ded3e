/** Lower triangular factor of a symmetric positive definite matrix, rows of increasing length. */
export type CholeskyFactor = readonly (readonly number[])[];

/** Relative size below which a pivot counts as 0. */
const SINGULAR = 1e-12;

/** Factor L with L L' = matrix; null when the matrix is not positive definite (collinear columns).
 *  @example choleskyFactor([[4, 2], [2, 5]]) // [[2], [1, 2]] */
export function choleskyFactor(matrix: readonly (readonly number[])[]): CholeskyFactor | null {
  const factor: number[][] = [];
  for (const [i, source] of matrix.entries()) {
    const row: number[] = [];
    for (let j = 0; j < i; j += 1) {
      const other = factor[j] ?? [];
      row.push(((source[j] ?? 0) - dot(row, other, j)) / (other[j] ?? 1));
    }
    const diagonal = source[i] ?? 0;
    const pivot = diagonal - dot(row, row, i);
    if (!(pivot > SINGULAR * diagonal)) {
      return null;
    }
    row.push(Math.sqrt(pivot));
    factor.push(row);
  }
  return factor;
}

/** The x with matrix x = right.
 *  @example choleskySolve([[2], [1, 2]], [8, 9]) // 1.375, 1.25 */
export function choleskySolve(factor: CholeskyFactor, right: readonly number[]): number[] {
  const forward: number[] = [];
  for (const [i, row] of factor.entries()) {
    forward.push(((right[i] ?? 0) - dot(row, forward, i)) / (row[i] ?? 1));
  }
  const solution = [...forward];
  for (let i = factor.length - 1; i >= 0; i -= 1) {
    let value = solution[i] ?? 0;
    for (let j = i + 1; j < factor.length; j += 1) {
      value -= (factor[j]?.[i] ?? 0) * (solution[j] ?? 0);
    }
    solution[i] = value / (factor[i]?.[i] ?? 1);
  }
  return solution;
}

/** ln of the determinant of the matrix that was factored.
 *  @example choleskyLogDeterminant([[2], [1, 2]]) // ln 16 = 2.7726 */
export function choleskyLogDeterminant(factor: CholeskyFactor): number {
  return factor.reduce((sum, row, i) => sum + 2 * Math.log(row[i] ?? 1), 0);
}

function dot(a: readonly number[], b: readonly number[], length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i += 1) {
    sum += (a[i] ?? 0) * (b[i] ?? 0);
  }
  return sum;
}
