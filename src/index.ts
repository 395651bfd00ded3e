/** The public names of probity. Everything else may change without notice. */
export type { Adapter, AdapterDefinition, ModelSettings, PlantedValue, Request } from './adapters/adapter.js';
export { defineAdapter } from './adapters/adapter.js';
export type { CallStatus, Reply, Sampling } from './adapters/completion.js';
export { AdapterError, ExitCode, FileError, ProbityError, RecordError, UsageError } from './errors.js';
export { loadSuite, type RunOptions, type RunResult, run, type ScoreOptions, score } from './evaluate.js';
export type { Estimate } from './metrics/estimate.js';
export { defineMetric, type MeanMetricOptions, type Metric, type ScoredReply } from './metrics/metric.js';
export {
  type OccupationLogRatio,
  occupationLogRatio,
  summarizeOccupations,
} from './metrics/occupation-log-ratio.js';
export { type WeatResult, weat } from './metrics/weat.js';
export type { Item, Option, OptionRole, Task } from './probes/item.js';
export type { Message, Prompt } from './probes/prompt.js';
export type { Manifest } from './records/manifest.js';
export { readOutsideCompletions, type ShortFormContext } from './records/outside-completions.js';
export { readRun, type StoredEstimate, type StoredRun } from './records/stored-run.js';
export { writeReports } from './reports/write-reports.js';
export type { RunEvent } from './runner/run-event.js';
export { type ReplyOutcome, scored, textOutcome, unscored } from './scorers/reply-outcome.js';
export { defineScorer, type ScorableReply, type Score, type Scorer } from './scorers/scorer.js';
export type { JudgeModel, ScorerContext, ScorerService, ServiceAddress } from './scorers/scorer-context.js';
export {
  defineScorerFactory,
  type ScorerFactory,
  type ScorerSettings,
} from './scorers/scorer-factory.js';
export type { SuiteOverrides } from './suites/load-suite.js';
export type { Suite } from './suites/suite.js';
