import { builtinAdapters } from '../adapters/builtin-adapters.js';
import { builtinBenchmarks } from '../benchmarks/builtin-benchmarks.js';
import { builtinMetrics } from '../metrics/builtin-metrics.js';
import { builtinScorers } from '../scorers/builtin-scorers.js';
import type { Registry } from '../suites/suite.js';

/** Everything that ships, by name. */
export const registry: Registry = {
  adapterNames: builtinAdapters.map(({ name }) => name),
  benchmarks: builtinBenchmarks,
  scorers: builtinScorers,
  metrics: builtinMetrics,
};
