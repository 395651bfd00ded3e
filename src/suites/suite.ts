import type { Benchmark } from '../benchmarks/benchmark.js';
import type { BoundMetric } from '../metrics/aggregate-scores.js';
import type { Metric } from '../metrics/metric.js';
import type { Probe, Selection } from '../probes/probe.js';
import type { Scorer } from '../scorers/scorer.js';
import type { ScorerFactory } from '../scorers/scorer-factory.js';

/** A model of a suite with every default filled in. */
export interface SuiteModel {
  readonly id: string;
  readonly adapter: string;
  readonly model: string;
  readonly baseURL: string | undefined;
  readonly apiKeyEnv: string | undefined;
  readonly sampling: {
    readonly temperature: number | null;
    readonly topP: number | null;
    readonly maxTokens: number;
    readonly seed: number | null;
  };
  /** Seconds that one request may take. */
  readonly timeout: number;
  /** What the adapter itself understands. */
  readonly options: Readonly<Record<string, string | number | boolean>>;
  readonly limits: {
    readonly concurrency: number;
    readonly requestsPerMinute: number | null;
    readonly tokensPerMinute: number | null;
  };
  /** USD per million tokens; null when not told. */
  readonly price: {
    readonly input: number;
    readonly output: number;
    /** Of input from the provider's prompt cache; null: as any. */
    readonly cachedInput: number | null;
  } | null;
}

/** A probe of a suite with what is measured on it. */
export interface SuiteProbe {
  readonly probe: Probe;
  readonly selection: Selection;
  readonly scorers: readonly Scorer[];
  readonly metrics: readonly BoundMetric[];
}

/** What a comparison decides on: a change of at most `margin`, or a level of at most `ceiling`; one of them is set.
 *  `group` null: the probe as a whole, or every group against the reference where groups are contrasted; `*`: every
 *  group. */
export interface SuiteGate {
  readonly metric: string;
  readonly group: string | null;
  readonly margin: number | null;
  readonly ceiling: number | null;
}

/** Models x probes x scorers, opened and checked: nothing that can be wrong in a file is found later. */
export interface Suite {
  readonly name: string;
  readonly description: string;
  /** Base of the paths that a model's name may be (replay). */
  readonly directory: string;
  readonly seed: number;
  readonly models: readonly SuiteModel[];
  readonly probes: readonly SuiteProbe[];
  /** Calls of each presentation (K). */
  readonly samples: number;
  readonly statistics: {
    readonly confidence: number;
    readonly adjust: 'none' | 'holm' | 'bh' | 'by';
    readonly resamples: number;
    readonly interval: 'by_metric' | 'bca';
  };
  readonly budget: {
    readonly usd: number | null;
    /** Input and output together. */
    readonly tokens: number | null;
    readonly requests: number | null;
  };
  readonly gates: readonly SuiteGate[];
  /** Adapters defined by the suite's own modules. */
  readonly adapters: readonly unknown[];
  /** SHA-256 of all that a figure depends on but the model: probes, selection, samples, seed, scorers, metrics. */
  readonly hash: string;
}

/** What names in a suite may refer to. */
export interface Registry {
  readonly adapterNames: readonly string[];
  readonly benchmarks: readonly Benchmark[];
  readonly scorers: readonly (Scorer | ScorerFactory)[];
  readonly metrics: readonly Metric[];
}
