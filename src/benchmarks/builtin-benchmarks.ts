import { bbq } from './bbq.js';
import type { Benchmark } from './benchmark.js';

/** The published benchmarks that ship, one file each. */
export const builtinBenchmarks: readonly Benchmark[] = [bbq];
