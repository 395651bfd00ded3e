import { RateLimiter } from '../../runner/rate-limiter.js';
import type { OpenModel } from './open-models.js';

/** The limiter of each model: one for all models of an account, at the strictest of the rates that they were given. */
export function limitersOf(models: readonly OpenModel[]): (open: OpenModel) => RateLimiter {
  const limiters = new Map<string, RateLimiter>();
  return (open) => {
    const account = accountOf(open);
    const known = limiters.get(account);
    if (known) return known;
    const limits = models.filter((other) => accountOf(other) === account).map(({ model }) => model.limits);
    const limiter = new RateLimiter({
      requestsPerMinute: strictest(limits.map((limit) => limit.requestsPerMinute)),
      tokensPerMinute: strictest(limits.map((limit) => limit.tokensPerMinute)),
    });
    limiters.set(account, limiter);
    return limiter;
  };
}

/** Models that share an account share its limits: same host, same key. */
export function accountOf({ model, adapter }: OpenModel): string {
  return [adapter.host ?? adapter.provider, model.apiKeyEnv ?? model.adapter].join(' ');
}

export function strictest(rates: readonly (number | null)[]): number | null {
  return rates.reduce(
    (least, rate) => (least === null || (rate !== null && rate < least) ? rate : least),
    null,
  );
}
