import { agreementMetrics } from './agreement-metrics.js';
import { bbqMetrics } from './bbq-metrics.js';
import { choiceProbabilityMetrics } from './choice-probability-metrics.js';
import { continuationMetrics } from './continuation-metrics.js';
import { coreferenceMetrics } from './coreference-metrics.js';
import { decisionMetrics } from './decision-metrics.js';
import { discriminationMetrics } from './discrimination-metrics.js';
import { guiseMetrics } from './guise-metrics.js';
import { honestMetrics } from './honest-metrics.js';
import { implicitAssociationMetrics } from './implicit-association-metrics.js';
import { judgeDifferenceMetrics } from './judge-difference-metrics.js';
import { kobbqMetrics } from './kobbq-metrics.js';
import { logOddsMetrics } from './log-odds-metrics.js';
import type { Metric } from './metric.js';
import { occupationMetrics } from './occupation-metrics.js';
import { openBbqMetrics } from './open-bbq-metrics.js';
import { orderMetrics } from './order-metrics.js';
import { outcomeMetrics } from './outcome-metrics.js';
import { pairChoiceMetrics } from './pair-choice-metrics.js';
import { pairMetrics } from './pair-metrics.js';
import { scoreDistributionMetrics } from './score-distribution-metrics.js';
import { stereosetMetrics } from './stereoset-metrics.js';
import { textPairMetrics } from './text-pair-metrics.js';
import { toxicDegenerationMetrics } from './toxic-degeneration-metrics.js';
import { toxicityMetrics } from './toxicity-metrics.js';
import { toxigenMetrics } from './toxigen-metrics.js';
import { wordMetrics } from './word-metrics.js';

/** Every metric that ships, registered in the way that a user's own are. */
export const builtinMetrics: readonly Metric[] = [
  ...bbqMetrics,
  ...choiceProbabilityMetrics,
  ...openBbqMetrics,
  ...kobbqMetrics,
  ...coreferenceMetrics,
  ...pairMetrics,
  ...pairChoiceMetrics,
  ...stereosetMetrics,
  ...occupationMetrics,
  ...decisionMetrics,
  ...continuationMetrics,
  ...toxicDegenerationMetrics,
  ...textPairMetrics,
  ...scoreDistributionMetrics,
  ...wordMetrics,
  ...logOddsMetrics,
  ...honestMetrics,
  ...toxigenMetrics,
  ...toxicityMetrics,
  ...judgeDifferenceMetrics,
  ...implicitAssociationMetrics,
  ...discriminationMetrics,
  ...agreementMetrics,
  ...guiseMetrics,
  ...outcomeMetrics,
  ...orderMetrics,
];
