/** Lower-case runs of letters and digits. @example textTokens("It's 3!") // ['it', 's', '3'] */
export function textTokens(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** ROUGE-L F1 of two texts, tokens not stemmed: the longest common subsequence over their lengths, in [0, 1].
 *  Source: Lin 2004, ROUGE, aclanthology W04-1013.
 *  @returns null when either text has no token
 *  @example rougeL(['the', 'cat', 'sat'], ['the', 'cat', 'ran']) // 2/3 */
export function rougeL(first: readonly string[], second: readonly string[]): number | null {
  if (first.length === 0 || second.length === 0) return null;
  let row = new Int32Array(second.length + 1);
  for (const token of first) {
    const next = new Int32Array(second.length + 1);
    for (const [place, other] of second.entries()) {
      next[place + 1] =
        token === other ? (row[place] ?? 0) + 1 : Math.max(row[place + 1] ?? 0, next[place] ?? 0);
    }
    row = next;
  }
  return (2 * (row[second.length] ?? 0)) / (first.length + second.length);
}

const ORDERS = [1, 2, 3, 4];
/** Added to a count of 0, or one missing n-gram would make the whole 0. */
const EPSILON = 0.1;

/** Sentence BLEU, the lower of the two directions so that it is symmetric: geometric mean of the 4-gram precisions with
 *  add-epsilon smoothing, times the brevity penalty.
 *  Source: Papineni et al. 2002, doi:10.3115/1073083.1073135; smoothing method 1 of Chen and Cherry 2014,
 *  doi:10.3115/v1/W14-3346.
 *  @returns null when either text has no token
 *  @example symmetricBleu of a text of four or more tokens with itself // 1 */
export function symmetricBleu(first: readonly string[], second: readonly string[]): number | null {
  if (first.length === 0 || second.length === 0) return null;
  return Math.min(bleu(first, second), bleu(second, first));
}

function bleu(candidate: readonly string[], reference: readonly string[]): number {
  let logSum = 0;
  for (const order of ORDERS) {
    const mine = grams(candidate, order);
    const theirs = grams(reference, order);
    const total = Math.max(1, candidate.length - order + 1);
    let matched = 0;
    for (const [gram, count] of mine) matched += Math.min(count, theirs.get(gram) ?? 0);
    logSum += Math.log((matched === 0 ? EPSILON : matched) / total);
  }
  const penalty = candidate.length > reference.length ? 1 : Math.exp(1 - reference.length / candidate.length);
  return penalty * Math.exp(logSum / ORDERS.length);
}

function grams(tokens: readonly string[], order: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let start = 0; start + order <= tokens.length; start++) {
    const gram = tokens.slice(start, start + order).join(' ');
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}
