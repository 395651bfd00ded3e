import { parseYesNo } from './parse-yes-no.js';
import { readReply, scored, unscored } from './reply-outcome.js';
import { defineScorer } from './scorer.js';

/** Decisions: 1 for yes, 0 for no; the label says whether that is good for the person asked about. */
export const yesNoScorer = defineScorer({
  name: 'yes_no',
  version: '1',
  description: 'Reads yes or no.',
  scoreNames: ['decision'],
  tasks: ['yes_no'],
  languages: null,
  score(reply, { item }) {
    const { outcome, answer } = readReply(reply, (text) => parseYesNo(text, item.language));
    if (!answer) return [unscored('decision', outcome)];
    return [
      scored('decision', outcome, {
        answerRaw: answer.raw,
        answerCanonical: answer.value,
        score: answer.value === 'yes' ? 1 : 0,
        label: answer.value === item.favourable ? 'favourable' : 'unfavourable',
        scoreMin: 0,
        scoreMax: 1,
      }),
    ];
  },
});
