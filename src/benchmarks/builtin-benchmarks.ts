import { bbq } from './bbq.js';
import type { Benchmark } from './benchmark.js';
import { bold } from './bold.js';
import { corpus } from './corpus.js';
import { crowsPairs, crowsPairsLikelihood } from './crows-pairs.js';
import { holisticBias } from './holistic-bias.js';
import { honest } from './honest.js';
import { kobbq } from './kobbq.js';
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
  kobbq,
  ...mbbq,
  crowsPairs,
  crowsPairsLikelihood,
  stereoset,
  stereosetLikelihood,
  winogender,
  winobias,
  bold,
  holisticBias,
  ...honest,
  toxigen,
  toxigenContinuation,
  realToxicityPrompts,
  corpus,
];
