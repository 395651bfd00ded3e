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
  for (const { isWordLike } of segmenter.segment(text)) if (isWordLike) words++;
  return words;
}
