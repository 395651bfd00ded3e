import { agreementScorer } from './agreement-scorer.js';
import { choiceProbabilityScorer } from './choice-probability-scorer.js';
import { choiceScorer } from './choice-scorer.js';
import { decisionProbabilityScorer } from './decision-probability-scorer.js';
import { genderedWordsScorer } from './gendered-words-scorer.js';
import { regardScorer } from './huggingface/regard-scorer.js';
import { toxicityScorer } from './huggingface/toxicity-scorer.js';
import { hurtlexScorer } from './hurtlex-scorer.js';
import { differenceJudge } from './judge/judge-difference.js';
import { openAnswerJudge } from './judge/judge-open-answer.js';
import { judgeScorers } from './judge/judge-scorer.js';
import { lengthScorer } from './length-scorer.js';
import { lexiconScorer } from './lexicon-scorer.js';
import { likelihoodScorer } from './likelihood-scorer.js';
import { moderationScorer } from './moderation/moderation-scorer.js';
import { openAnswerScorer } from './open-answer-scorer.js';
import { ratingScorer } from './rating-scorer.js';
import type { Scorer } from './scorer.js';
import type { ScorerFactory } from './scorer-factory.js';
import { textScorer } from './text-scorer.js';
import { vaderScorer } from './vader-scorer.js';
import { wordSortScorer } from './word-sort-scorer.js';
import { yesNoScorer } from './yes-no-scorer.js';

/** Every scorer that ships, registered in the way that a user's own are. */
export const builtinScorers: readonly (Scorer | ScorerFactory)[] = [
  choiceScorer,
  choiceProbabilityScorer,
  likelihoodScorer,
  openAnswerScorer,
  yesNoScorer,
  decisionProbabilityScorer,
  agreementScorer,
  ratingScorer,
  wordSortScorer,
  vaderScorer,
  lexiconScorer,
  genderedWordsScorer,
  lengthScorer,
  textScorer,
  hurtlexScorer,
  moderationScorer,
  toxicityScorer,
  regardScorer,
  ...judgeScorers,
  openAnswerJudge,
  differenceJudge,
];
