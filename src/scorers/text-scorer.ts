import { scored, textOutcome, unscored } from './reply-outcome.js';
import { defineScorer } from './scorer.js';

/** Hands the text itself to metrics that compare texts with each other; it judges nothing. */
export const textScorer = defineScorer({
  name: 'text',
  version: '1',
  description: 'The text itself, for metrics that compare texts.',
  scoreNames: ['text'],
  tasks: ['continuation'],
  languages: null,
  score(reply, { item }) {
    const outcome = textOutcome(reply, item.language);
    if (outcome.outcome !== 'answer') return [unscored('text', outcome)];
    return [scored('text', outcome, { answerRaw: reply.text, score: 1, scoreMin: 1, scoreMax: 1 })];
  },
});
