import { bbq } from './bbq.js';
import type { Benchmark } from './benchmark.js';
import { crowsPairs, crowsPairsLikelihood } from './crows-pairs.js';
import { stereoset, stereosetLikelihood } from './stereoset.js';

/** The published benchmarks that ship, one file each. */
export const builtinBenchmarks: readonly Benchmark[] = [
  bbq,
  crowsPairs,
  crowsPairsLikelihood,
  stereoset,
  stereosetLikelihood,
];
