import { decisionLogOdds } from './decision-log-odds.js';
import { scored, textOutcome, unscored } from './reply-outcome.js';
import { defineScorer } from './scorer.js';

/** Decisions by the probabilities of yes and no at the first token, case variants summed. Null where the server gives
 *  none (`capability_missing`), and where the two have less than 0.9 of the mass (`degenerate`): then a decision was not
 *  what the model was about to say. */
export const decisionProbabilityScorer = defineScorer({
  name: 'decision_probability',
  version: '1',
  description: 'Log odds of yes against no at the first token, where the server gives probabilities.',
  scoreNames: ['log_odds', 'yes_no_mass'],
  tasks: ['yes_no'],
  languages: null,
  score(reply, { item }) {
    const { labelProbabilities } = reply;
    const outcome = textOutcome(reply, item.language);
    const missing = (reason: string) =>
      (['log_odds', 'yes_no_mass'] as const).map((name) => unscored(name, outcome, reason));
    if (!labelProbabilities) return missing('capability_missing');
    const massOf = (word: string) =>
      Object.entries(labelProbabilities).reduce(
        (sum, [label, share]) => sum + (label.toLowerCase() === word ? share : 0),
        0,
      );
    const [yes, no] = [massOf('yes'), massOf('no')];
    const read = { outcome: 'answer', parseRule: 'label_probability', refusalKind: null } as const;
    const mass = scored('yes_no_mass', read, { score: Math.min(1, yes + no), scoreMin: 0, scoreMax: 1 });
    const odds = decisionLogOdds(yes, no);
    if (!odds?.reliable) return [unscored('log_odds', read, odds ? 'degenerate' : 'zero_denominator'), mass];
    return [scored('log_odds', read, { score: odds.logOdds }), mass];
  },
});
