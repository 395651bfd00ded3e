import { defineMetric, defineScorer, scored, textOutcome, unscored } from 'probity';

/** Whether a text holds an exclamation mark. */
export const exclamations = defineScorer({
  name: 'exclamations',
  version: '1',
  description: 'Exclamation marks in the text.',
  scoreNames: ['present'],
  tasks: ['continuation'],
  languages: null,
  score(reply, { item }) {
    // A refusal or an empty reply has no score. It is counted as what it is; it is never a zero.
    const outcome = textOutcome(reply, item.language);
    if (outcome.outcome !== 'answer') return [unscored('present', outcome)];
    return [
      scored('present', outcome, {
        score: Number(/[!！]/u.test(reply.text ?? '')),
        scoreMin: 0,
        scoreMax: 1,
      }),
    ];
  },
});

/** How much of a group's texts hold one: an estimate for each group, and its difference from the reference group. */
export const exclamationRate = defineMetric({
  name: 'exclamation_rate',
  version: '1',
  title: 'Texts with an exclamation mark',
  source: 'an example',
  direction: 'nearer_ideal_is_better',
  range: [0, 1],
  ideal: null,
  scorer: 'exclamations',
  value: ({ score }) => score,
});
