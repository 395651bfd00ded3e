/** What one probe asks, as sampled from its prompts. */
export interface ProbeLoad {
  readonly probe: string;
  readonly items: number;
  readonly requests: number;
  /** Of one request, on average. */
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What a model allows and what it charges. */
export interface ModelTerms {
  readonly model: string;
  readonly concurrency: number;
  readonly requestsPerMinute: number | null;
  readonly tokensPerMinute: number | null;
  /** USD per million tokens; null when not told. */
  readonly price: { readonly input: number; readonly output: number } | null;
  /** Sent as batches at this share of the price, answered within so many hours; absent: one by one. */
  readonly batch?: { readonly priceShare: number; readonly windowHours: number };
}

/** What a run of all probes on one model comes to. */
export interface ModelPlan {
  readonly model: string;
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** null when the price is not known. */
  readonly usd: number | null;
  /** At most, where the time is bound by the window of a batch. */
  readonly minutes: number;
  /** What the time is bound by. */
  readonly boundBy: 'concurrency' | 'requestsPerMinute' | 'tokensPerMinute' | 'batchWindow';
}

/** Seconds that a hosted model is taken to need for one short answer. */
export const ASSUMED_LATENCY_SECONDS = 1.5;

/** Counts, price and time of a run before anything is sent.
 *  @example 600 requests at concurrency 16 and 1.5 s each: 600 / 16 * 1.5 s, just under a minute */
export function planModel(loads: readonly ProbeLoad[], terms: ModelTerms): ModelPlan {
  const sum = (part: (load: ProbeLoad) => number) => loads.reduce((total, load) => total + part(load), 0);
  const requests = sum((load) => load.requests);
  const inputTokens = sum((load) => load.requests * load.inputTokens);
  const outputTokens = sum((load) => load.requests * load.outputTokens);
  const { price, requestsPerMinute, tokensPerMinute, concurrency, batch } = terms;
  const oneByOne: (readonly [ModelPlan['boundBy'], number])[] = [
    ['concurrency', ((requests / concurrency) * ASSUMED_LATENCY_SECONDS) / 60],
    ['requestsPerMinute', requestsPerMinute === null ? 0 : requests / requestsPerMinute],
    ['tokensPerMinute', tokensPerMinute === null ? 0 : (inputTokens + outputTokens) / tokensPerMinute],
  ];
  const bounds: typeof oneByOne = batch ? [['batchWindow', batch.windowHours * 60]] : oneByOne;
  const usd = price === null ? null : (inputTokens * price.input + outputTokens * price.output) / 1e6;
  const [boundBy, minutes] = bounds.reduce((slowest, bound) => (bound[1] > slowest[1] ? bound : slowest));
  return {
    model: terms.model,
    requests,
    inputTokens: Math.round(inputTokens),
    outputTokens: Math.round(outputTokens),
    usd: usd === null ? null : usd * (batch?.priceShare ?? 1),
    minutes,
    boundBy,
  };
}

/** What a part of a run comes to on all models. */
export interface PlannedCost {
  readonly requests: number;
  /** null when the price of some model is not known. */
  readonly usd: number | null;
  /** Of the slowest model: they run side by side. */
  readonly minutes: number;
}

/** Cost of one probe on all models.
 *  @param factor of its requests */
export function costOfProbe(load: ProbeLoad, factor: number, terms: readonly ModelTerms[]): PlannedCost {
  const plans = terms.map((one) =>
    planModel([{ ...load, requests: Math.ceil(load.requests * factor) }], one),
  );
  return {
    requests: plans.reduce((sum, { requests }) => sum + requests, 0),
    usd: plans.reduce<number | null>((sum, { usd }) => (sum === null || usd === null ? null : sum + usd), 0),
    minutes: Math.max(0, ...plans.map(({ minutes }) => minutes)),
  };
}
