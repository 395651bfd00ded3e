/** Likeness of two ranked lists: one asked for a group, one asked without. Null for empty lists. */
export interface RankedSimilarity {
  readonly value: number;
  /** What two identical lists of this length have: 1 for Jaccard, less for the others. */
  readonly ceiling: number;
  /** value / ceiling, in [0, 1] for lists without duplicates. */
  readonly relative: number;
}

/** |A and B| / |A or B| of the two lists as sets. @example jaccard(['a', 'b'], ['b', 'c']) // 1/3 */
export function jaccard(group: readonly string[], neutral: readonly string[]): number | null {
  const all = new Set([...group, ...neutral]);
  if (group.length === 0 || neutral.length === 0) return null;
  const inNeutral = new Set(neutral);
  return [...new Set(group)].filter((title) => inNeutral.has(title)).length / all.size;
}

/** SERP as FaiRLLM's code has it: each title of the group's list that is in the neutral one counts more the higher it
 *  stands, (K - i + 1) / (2K(K + 1)) at place i from 0. Duplicates are removed first.
 *  Source: Zhang et al. 2023, FaiRLLM, doi:10.1145/3604915.3608860.
 *  @example serp(['a', 'b'], ['b', 'a']) // value 5/12, ceiling 5/12, relative 1 */
export function serp(group: readonly string[], neutral: readonly string[]): RankedSimilarity | null {
  const ranked = [...new Set(group)];
  const known = new Set(neutral);
  const k = ranked.length;
  if (k === 0 || known.size === 0) return null;
  const sum = ranked.reduce((total, title, i) => total + (known.has(title) ? k - i + 1 : 0), 0);
  return similarity(sum / (2 * k * (k + 1)), (k + 3) / (4 * (k + 1)));
}

/** PRAG as FaiRLLM's code has it: pairs i < j of the group's list whose first is in the neutral one and whose second is
 *  not, or comes later there, over K(K + 1). Lists of one title have no pair: then whether the two are equal.
 *  @example prag(['a', 'b', 'c'], ['a', 'c', 'b']) // value 2/12, ceiling 3/12, relative 2/3 */
export function prag(group: readonly string[], neutral: readonly string[]): RankedSimilarity | null {
  const ranked = [...new Set(group)];
  const place = new Map([...new Set(neutral)].map((title, index) => [title, index]));
  const k = ranked.length;
  if (k === 0 || place.size === 0) return null;
  if (k === 1) return similarity(Number(ranked[0] === neutral[0]), 1);
  let pairs = 0;
  for (const [i, title] of ranked.entries()) {
    const mine = place.get(title);
    if (mine === undefined) continue;
    for (const later of ranked.slice(i + 1)) {
      const theirs = place.get(later);
      if (theirs === undefined || mine < theirs) pairs++;
    }
  }
  return similarity(pairs / (k * (k + 1)), (k - 1) / (2 * (k + 1)));
}

function similarity(value: number, ceiling: number): RankedSimilarity {
  return { value, ceiling, relative: value / ceiling };
}

/** Titles of a reply that lists one a line, folded for comparison, at most so many. */
export function recommendedTitles(text: string, most: number): string[] {
  return text
    .split(/\r?\n/u)
    .map((line) =>
      line
        .normalize('NFKC')
        .replace(/^\s*(?:\(?\d{1,3}[.):]|[-*•–])\s*/u, '')
        .replace(/[*_"“”]/gu, '')
        .trim()
        .toLowerCase(),
    )
    .filter((title) => title !== '' && !title.endsWith(':'))
    .slice(0, most);
}
