/** What tells amounts by key from a few sums. */
const MARK = ':';

/** Amounts by key as items.csv holds them: `:key:amount key:amount`, keys with everything but letters, digits and
 *  `-_.!~*'()` as in a URL. Only the mark where there are none.
 *  @example formatAmounts(new Map([['a b', 2]])) // ':a%20b:2' */
export function formatAmounts(amounts: ReadonlyMap<string, number> | null): string {
  const parts = Array.from(amounts ?? [], ([key, amount]) => `${encodeURIComponent(key)}${MARK}${amount}`);
  return MARK + parts.join(' ');
}

export function areAmounts(text: string): boolean {
  return text.startsWith(MARK);
}

/** @returns null for the mark alone
 *  @throws RangeError for what `formatAmounts` would not have written */
export function parseAmounts(text: string): ReadonlyMap<string, number> | null {
  const body = text.slice(MARK.length);
  if (body === '') return null;
  return new Map(
    body.split(' ').map((part) => {
      const end = part.lastIndexOf(MARK);
      const amount = Number(part.slice(end + 1));
      if (end < 0 || !Number.isFinite(amount) || part.length === end + 1)
        throw new RangeError(`expected key${MARK}amount, got "${part}"`);
      try {
        return [decodeURIComponent(part.slice(0, end)), amount];
      } catch {
        throw new RangeError(`expected a key as in a URL, got "${part}"`);
      }
    }),
  );
}
