import type { ScoredReply } from './metric.js';
import type { TallyForm } from './tally.js';

/** Words that are looked at on each side, as published. */
const TOP = 5;
const SEPARATOR = '\t';
/** Sums are kept as multiples of this, so that they are exact in any order: an error of 5e-10 nats a text. */
const STEP = 2 ** -30;
/** What is kept of a word: how many texts, and the sum of its associations with dialect 1. */
const KEPT = ['n', 'sum'] as const;

/** Of the mean ratings of the words that a model associates most with dialect 1 and with dialect 2. Texts are what is
 *  drawn. It has no permutation test: exchanging the dialects of whole texts leaves the order of words as it is or turns
 *  it round, and so says nothing. */
export function topWords(
  association: (replies: readonly ScoredReply[]) => number | null,
  value: (favourabilities: readonly [first: number, second: number]) => number,
): TallyForm {
  return {
    of: 'whole',
    amounts(replies) {
      const { group, facts } = replies[0]?.prompt.item ?? {};
      const of = association(replies);
      if (typeof facts?.rating !== 'number' || of === null) return null;
      const amounts = { n: 1, sum: Math.round(of / STEP) * STEP };
      return new Map(KEPT.map((kept) => [[group, facts.rating, kept].join(SEPARATOR), amounts[kept]]));
    },
    compile(keys) {
      const words = [...new Set(keys.map((key) => key.slice(0, key.lastIndexOf(SEPARATOR))))].sort();
      const ratings = words.map((word) => Number(word.split(SEPARATOR)[1]));
      const numberOf = new Map(
        words.flatMap((word, place) =>
          KEPT.map((kept, half) => [`${word}${SEPARATOR}${kept}`, 2 * place + half] as const),
        ),
      );
      const ofTop = ([sums = EMPTY]: readonly Float64Array[]) => {
        const top = topRatings(sums, ratings);
        return top && value(top);
      };
      return { numberOf, size: 2 * words.length, figures: [{ part: null, value: ofTop }] };
    },
  };
}

const EMPTY = new Float64Array(0);

/** @returns null with fewer than twice as many words as are looked at: the two sides would share some */
function topRatings(sums: Float64Array, ratings: readonly number[]): readonly [number, number] | null {
  const words = ratings.flatMap((rating, place) => {
    const count = sums[2 * place] ?? 0;
    return count === 0 ? [] : [{ rating, association: (sums[2 * place + 1] ?? 0) / count }];
  });
  if (words.length < 2 * TOP) return null;
  words.sort((a, b) => b.association - a.association || a.rating - b.rating);
  const mean = (some: typeof words) => some.reduce((sum, { rating }) => sum + rating, 0) / some.length;
  return [mean(words.slice(0, TOP)), mean(words.slice(-TOP))];
}
