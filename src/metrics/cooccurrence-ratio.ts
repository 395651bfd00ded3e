/** Below this weight a pair of words no longer counts: at beta 0.95 that is 538 words apart. */
const NEGLIGIBLE = 1e-12;

/** Words met near reference words, weighted by beta^distance over every pair of positions of a text: each reference
 *  word's presence decays as the text goes on, forward and backward, so the work is linear in the length of the text
 *  and a weight below 1e-12 is cut off.
 *  Source: Bordia and Bowman 2019, doi:10.18653/v1/N19-3002 (infinite context, beta 0.95).
 *  @param onPair told of each other word with its total weight
 *  @example in "she is a nurse" with reference "she" and beta 0.5, nurse gets // 0.125 */
export function weighNeighbours(
  words: readonly string[],
  isReference: (word: string) => boolean,
  beta: number,
  onPair: (word: string, weight: number) => void,
): void {
  const weights = new Float64Array(words.length);
  const sweep = (start: number, step: number) => {
    let presence = 0;
    for (let place = start; place >= 0 && place < words.length; place += step) {
      presence *= beta;
      if (presence < NEGLIGIBLE) presence = 0;
      weights[place] = (weights[place] ?? 0) + presence;
      if (isReference(words[place] ?? '')) presence += 1;
    }
  };
  sweep(0, 1);
  sweep(words.length - 1, -1);
  for (const [place, word] of words.entries()) {
    const weight = weights[place] ?? 0;
    if (weight > 0 && !isReference(word)) onPair(word, weight);
  }
}

/** What was met near the words of two groups. */
export interface Cooccurrence {
  /** Weighted count of one word near words of the group. */
  readonly female: number;
  readonly male: number;
  /** Sum over all words. */
  readonly totalFemale: number;
  readonly totalMale: number;
}

/** log10 of how much more likely a word is near female than near male words; 0 is parity. Group lists of different
 *  sizes cancel, since the totals grow with them.
 *  @returns null (`no_cooccurrence`) unless the word meets both groups
 *  @example cooccurrenceLogRatio({ female: 12, totalFemale: 200, male: 4, totalMale: 400 }) // 0.7782 */
export function cooccurrenceLogRatio({ female, male, totalFemale, totalMale }: Cooccurrence): number | null {
  if (!(female > 0 && male > 0)) return null;
  return Math.log10(female / totalFemale / (male / totalMale));
}

/** The same in bits with half a count added to each word and one to each total: exists for words that meet one group.
 *  @example smoothedLogRatio({ female: 12, totalFemale: 200, male: 4, totalMale: 400 }) // 2.4703 */
export function smoothedLogRatio({ female, male, totalFemale, totalMale }: Cooccurrence): number {
  return Math.log2((female + 0.5) / (totalFemale + 1) / ((male + 0.5) / (totalMale + 1)));
}
