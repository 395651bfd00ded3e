import type { Prompt } from '../probes/prompt.js';
import type { Batches } from './batches.js';
import type { Reply, Sampling } from './completion.js';

/** How to reach one model; the form of a `models` entry of a suite and of a SPEC on the command line. */
export interface ModelSettings {
  /** Name of the model within the suite. */
  readonly id: string;
  readonly adapter: string;
  readonly model: string;
  readonly baseURL?: string | undefined;
  /** Name of the environment variable that holds the key; never the key. */
  readonly apiKeyEnv?: string | undefined;
  /** Adapter-specific options from the suite, for example the planted bias of a simulated model. */
  readonly options: Readonly<Record<string, string | number | boolean>>;
  /** Requests in flight at once: sizes the connection pool. */
  readonly concurrency: number;
  /** Base folder of paths in `model` (replay). */
  readonly directory: string;
}

/** One request: a prompt, its parameters, and which of the K repeated samples it is. */
export interface Request {
  readonly prompt: Prompt;
  readonly sampling: Sampling;
  readonly sampleIndex: number;
}

/** A true value that a simulated model was built with: what a correct instrument must measure. */
export interface PlantedValue {
  readonly metric: string;
  readonly group: string | null;
  readonly reference: string | null;
  readonly value: number;
}

/** One hosted model. Nothing outside the adapter knows the vendor. */
export interface Adapter {
  /** As written to the `provider` column. */
  readonly provider: string;
  /** As asked for. */
  readonly model: string;
  /** Host that is asked; absent when there is none. */
  readonly host?: string;
  /** One attempt, never repeated here: retrying is the runner's work.
   *  @throws AdapterError for every failure; the signal's reason when aborted */
  complete(request: Request, signal: AbortSignal): Promise<Reply>;
  /** Log-likelihood of the one message of a request, in nats, as the reply's text; an empty text with `echo_logprobs`
   *  among the parameters not settable when the server gives none. Absent: the adapter has no way to ask for it.
   *  @throws AdapterError, the signal's reason: as `complete` */
  logLikelihood?(request: Request, signal: AbortSignal): Promise<Reply>;
  /** Absent: the provider has no batch interface that the adapter knows. */
  readonly batches?: Batches;
  /** Simulated models only: the planted truth for a probe's metrics. */
  planted?(probe: {
    readonly task: string;
    readonly groups: readonly string[];
    readonly reference: string | null;
  }): readonly PlantedValue[];
  /** Frees sockets. */
  close?(): Promise<void>;
}

/** Makes adapters of one kind; what a user's own module exports and what the built-in ones are. */
export interface AdapterDefinition {
  readonly kind: 'adapter';
  readonly name: string;
  /** One line for `--help` and for error messages. */
  readonly description: string;
  /** @throws UsageError when the settings cannot work (missing key, bad URL): before anything is sent */
  open(settings: ModelSettings, environment: Readonly<Record<string, string | undefined>>): Promise<Adapter>;
}

/** Declares an adapter. @example defineAdapter({ name: 'echo', description: '…', open: async (settings) => … }) */
export function defineAdapter(definition: Omit<AdapterDefinition, 'kind'>): AdapterDefinition {
  return { kind: 'adapter', ...definition };
}
