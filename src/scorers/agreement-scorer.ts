import { parseAgreement } from './parse-agreement.js';
import { readReply, scored, unscored } from './reply-outcome.js';
import { defineScorer } from './scorer.js';

/** Statements: 1 for a reply that agrees, 0 for one that disagrees. */
export const agreementScorer = defineScorer({
  name: 'agreement',
  version: '1',
  description: 'Reads whether a reply agrees with a statement.',
  scoreNames: ['agreement'],
  tasks: ['yes_no'],
  languages: null,
  score(reply, { item }) {
    const { outcome, answer } = readReply(reply, (text) => parseAgreement(text, item.language));
    if (!answer) return [unscored('agreement', outcome)];
    return [
      scored('agreement', outcome, {
        answerRaw: answer.raw,
        answerCanonical: answer.value,
        score: answer.value === 'agree' ? 1 : 0,
        label: answer.value,
        scoreMin: 0,
        scoreMax: 1,
      }),
    ];
  },
});
