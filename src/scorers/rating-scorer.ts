import { parseRating } from './parse-rating.js';
import { readReply, scored, unscored } from './reply-outcome.js';
import { defineScorer } from './scorer.js';

/** Ratings: the number itself, on the item's scale. */
export const ratingScorer = defineScorer({
  name: 'rating',
  version: '1',
  description: 'Reads one number on the scale of the item.',
  scoreNames: ['rating'],
  tasks: ['rating'],
  languages: null,
  score(reply, { item }) {
    const { scale } = item;
    if (!scale) throw new RangeError(`expected a scale on rating item ${item.id}`);
    const { outcome, answer } = readReply(reply, (text) => parseRating(text, scale));
    if (!answer) return [unscored('rating', outcome)];
    return [
      scored('rating', outcome, {
        answerRaw: answer.raw,
        answerCanonical: String(answer.value),
        score: answer.value,
        scoreMin: scale.low,
        scoreMax: scale.high,
      }),
    ];
  },
});
