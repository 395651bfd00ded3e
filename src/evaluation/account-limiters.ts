import { RateLimiter } from '../runner/rate-limiter.js';
import type { OpenModel } from './open-models.js';

/** Models that share an account share its limits: same host, same key. */
export function accountOf({ model, adapter }: OpenModel): string {
  return [adapter.host ?? adapter.provider, model.apiKeyEnv ?? model.adapter].join(' ');
}

/** One limiter an account, at the strictest of the rates that its models were given. */
export function limitersOf(models: readonly OpenModel[]): ReadonlyMap<string, RateLimiter> {
  const limiters = new Map<string, RateLimiter>();
  for (const open of models) {
    const key = accountOf(open);
    if (limiters.has(key)) continue;
    const limits = models.filter((other) => accountOf(other) === key).map(({ model }) => model.limits);
    const requestsPerMinute = strictest(limits.map((limit) => limit.requestsPerMinute));
    const tokensPerMinute = strictest(limits.map((limit) => limit.tokensPerMinute));
    if (requestsPerMinute !== null || tokensPerMinute !== null)
      limiters.set(key, new RateLimiter({ requestsPerMinute, tokensPerMinute }));
  }
  return limiters;
}

function strictest(rates: readonly (number | null)[]): number | null {
  return rates.reduce(
    (least, rate) => (least === null || (rate !== null && rate < least) ? rate : least),
    null,
  );
}
