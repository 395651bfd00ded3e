/** Gives each section its part of a total that may be too small for all: nobody more than wanted, and what one does
 *  not need goes to the others.
 *  @example fairShares([2, 50, 50], 42) // [2, 20, 20] */
export function fairShares(wanted: readonly number[], total: number): number[] {
  const shares = wanted.map(() => 0);
  let left = total;
  let open = wanted.map((_, index) => index);
  while (open.length > 0 && left > 0) {
    const each = Math.floor(left / open.length);
    if (each === 0) {
      for (const index of open.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
      break;
    }
    for (const index of open) {
      const part = Math.min(each, (wanted[index] ?? 0) - (shares[index] ?? 0));
      shares[index] = (shares[index] ?? 0) + part;
      left -= part;
    }
    open = open.filter((index) => (shares[index] ?? 0) < (wanted[index] ?? 0));
  }
  return shares;
}
