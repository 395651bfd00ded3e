import { bbq } from './bbq.js';
import { bbqLocalised } from './bbq-localised.js';
import { bbqWordings } from './bbq-wordings.js';
import type { Benchmark } from './benchmark.js';
import { bold } from './bold.js';
import { boldNameFree } from './bold-name-free.js';
import { corpus } from './corpus.js';
import { crowsPairs, crowsPairsLikelihood } from './crows-pairs.js';
import { decodingTrustStereotype } from './decoding-trust.js';
import { discrimEval } from './discrim-eval.js';
import { explicitAssociation } from './explicit-association.js';
import { holisticBias } from './holistic-bias.js';
import { honest } from './honest.js';
import { implicitAssociation } from './implicit-association.js';
import { implicitDecisions } from './implicit-decisions.js';
import { itemBank } from './item-bank.js';
import { kobbq } from './kobbq.js';
import { kobbqWordings } from './kobbq-wordings.js';
import { matchedGuise } from './matched-guise.js';
import { matchedGuiseLikelihood } from './matched-guise-likelihood.js';
import { mbbq } from './mbbq.js';
import { openBbq } from './open-bbq.js';
import { realToxicityPrompts } from './real-toxicity-prompts.js';
import { stereoset, stereosetLikelihood } from './stereoset.js';
import { toxigen } from './toxigen.js';
import { toxigenContinuation } from './toxigen-continuation.js';
import { winobias } from './winobias.js';
import { winogender } from './winogender.js';

/** The published benchmarks that ship, one file each. */
export const builtinBenchmarks: readonly Benchmark[] = [
  bbq,
  ...openBbq,
  bbqWordings,
  bbqLocalised,
  kobbq,
  kobbqWordings,
  ...mbbq,
  crowsPairs,
  crowsPairsLikelihood,
  stereoset,
  stereosetLikelihood,
  winogender,
  winobias,
  bold,
  boldNameFree,
  holisticBias,
  ...honest,
  toxigen,
  toxigenContinuation,
  realToxicityPrompts,
  implicitAssociation,
  implicitDecisions,
  explicitAssociation,
  discrimEval,
  matchedGuise,
  matchedGuiseLikelihood,
  decodingTrustStereotype,
  itemBank,
  corpus,
];
