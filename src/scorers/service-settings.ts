import { UsageError } from '../errors.js';
import type { ScorerSettings } from './scorer-factory.js';

/** Keys that every scorer with a service of its own takes. */
export const SERVICE_KEYS = ['baseURL', 'apiKeyEnv', 'concurrency', 'usd_per_request'] as const;

export interface ServiceSettings {
  readonly baseURL: string | undefined;
  readonly apiKeyEnv: string | undefined;
  readonly concurrency: number;
  /** null: not told. */
  readonly usdPerRequest: number | null;
}

/** Requests in flight at once; scoring is seldom what a run waits for. */
const CONCURRENCY = 8;

/** @throws UsageError when the concurrency is no count, or the price no amount */
export function serviceSettings({ name, options }: ScorerSettings): ServiceSettings {
  const { baseURL, apiKeyEnv, concurrency = String(CONCURRENCY), usd_per_request: price } = options;
  if (!/^[1-9]\d{0,3}$/.test(concurrency)) {
    throw new UsageError(
      `scorer "${name}": expected concurrency to be a count from 1 to 9999, got "${concurrency}"`,
    );
  }
  if (price !== undefined && !/^\d+(?:\.\d+)?(?:e-?\d+)?$/.test(price)) {
    throw new UsageError(`scorer "${name}": expected usd_per_request to be 0 or more, got "${price}"`);
  }
  const usdPerRequest = price === undefined ? null : Number(price);
  return { baseURL, apiKeyEnv, concurrency: Number(concurrency), usdPerRequest };
}
