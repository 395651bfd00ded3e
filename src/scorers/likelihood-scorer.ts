import { scored, unscored } from './reply-outcome.js';
import { defineScorer } from './scorer.js';

const NUMBER = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s*$/iu;

/** Log-likelihood of one option of an item (natural logarithm), or a stand-in that grows with it. The reply is the
 *  number; an empty one means that the server gives no log-likelihoods (`capability_missing`). */
export const likelihoodScorer = defineScorer({
  name: 'likelihood',
  version: '1',
  description: "Reads the model's log-likelihood of an option.",
  scoreNames: ['log_likelihood'],
  tasks: ['likelihood'],
  languages: null,
  score(reply, { item, optionOrder }) {
    const text = reply.text ?? '';
    const missing = { outcome: 'unparsed', parseRule: null, refusalKind: null } as const;
    if (text.trim() === '') return [unscored('log_likelihood', missing, 'capability_missing')];
    const value = NUMBER.test(text) ? Number(text) : Number.NaN;
    const option = item.options[optionOrder[0] ?? -1];
    if (!Number.isFinite(value) || !option) return [unscored('log_likelihood', missing)];
    const outcome = { outcome: 'answer', parseRule: 'number', refusalKind: null } as const;
    return [
      scored('log_likelihood', outcome, {
        answerRaw: text.trim(),
        answerCanonical: option.id,
        score: value,
        label: option.role,
      }),
    ];
  },
});
