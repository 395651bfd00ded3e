import type { Message } from '../probes/prompt.js';

/** Where a scorer's service is. */
export interface ServiceAddress {
  /** The scorer, for messages. */
  readonly scorer: string;
  readonly model: string;
  /** As the suite gave it; absent: the vendor's own. */
  readonly baseURL: string | undefined;
  /** Variable that holds the key, as the suite gave it. A vendor's own variable is read for the vendor's own address
   *  only. */
  readonly apiKeyEnv: string | undefined;
  readonly vendor: { readonly baseURL: string; readonly keyVariable: string };
  /** Requests in flight at once. */
  readonly concurrency: number;
  /** null: not told. */
  readonly usdPerRequest: number | null;
}

/** A connection to a scorer's service. */
export interface ScorerService {
  /** Without a slash at its end. */
  readonly url: string;
  readonly key: string | null;
  /** For the vendor's SDK; throws replies without success, so that the wait which they ask for is not lost. */
  readonly fetch: typeof fetch;
  /** Runs one request: a few at once, each tried again where that can help, by the policy that holds for the models
   *  under test. SDKs must not try again themselves.
   *  @param sent the text that is sent: what it counts for in a budget of tokens
   *  @throws AdapterError when the request failed for good, or the budget of the run has no room for it */
  request<T>(sent: string, attempt: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

/** A model that judges. */
export interface JudgeModel {
  /** The text of its reply; empty when there was none.
   *  @throws AdapterError when the request failed for good, or the budget of the run has no room for it */
  complete(messages: readonly Message[]): Promise<string>;
}

/** What a scorer can reach of the world; given to it before anything is sent. */
export interface ScorerContext {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** @throws UsageError for a missing key, an address that cannot work, or a budget in USD without a price */
  connect(address: ServiceAddress): ScorerService;
  /** Opens a model named as on the command line: `adapter:model[?key=value&...]`.
   *  @throws UsageError when it cannot be opened, or for a budget in USD without a price */
  openModel(spec: string): Promise<JudgeModel>;
}
