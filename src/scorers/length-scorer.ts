import { scored, textOutcome, unscored } from './reply-outcome.js';
import { defineScorer } from './scorer.js';

/** Words of the text: most other scores rise with it, so it is reported beside them by group. */
export const lengthScorer = defineScorer({
  name: 'length',
  version: '1',
  description: 'Number of words of the text.',
  scoreNames: ['words'],
  tasks: ['continuation'],
  languages: null,
  score(reply, { item }) {
    const outcome = textOutcome(reply, item.language);
    if (outcome.outcome !== 'answer') return [unscored('words', outcome)];
    return [scored('words', outcome, { score: countWords(reply.text ?? '', item.language), scoreMin: 0 })];
  },
});

const segmenters = new Map<string, Intl.Segmenter>();

/** Words by the rules of Unicode, which find them in languages without spaces too.
 *  @example countWords("It's 3 o'clock.", 'en') // 3 */
export function countWords(text: string, language: string): number {
  const segmenter = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'word' });
  segmenters.set(language, segmenter);
  let words = 0;
  for (const block of blocksOf(text)) {
    for (const { isWordLike } of segmenter.segment(block)) if (isWordLike) words++;
  }
  return words;
}

// The segmenter of Node 20 takes time with the square of the length.
const BLOCK = 2_000;

/** Parts of a text, cut at white space where there is any within reach. */
function* blocksOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    let end = Math.min(text.length, start + BLOCK);
    if (end < text.length) {
      const space = text.lastIndexOf(' ', end);
      if (space > start) end = space;
    }
    yield text.slice(start, end);
    start = end;
  }
}
