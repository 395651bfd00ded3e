import { AdapterError } from '../errors.js';
import type { RateReading } from './rate-reading.js';

/** Refused for its haste, not for itself (HTTP 429), with what the server says of its limits. */
export class TooManyRequests extends AdapterError {
  /** null: nothing. */
  readonly rates: RateReading | null;

  constructor(
    message: string,
    details: {
      readonly requestId: string | null;
      readonly retryAfterMs: number | null;
      readonly rates: RateReading | null;
    },
  ) {
    super(message, { code: 'rate_limited', status: 429, retryable: true, ...details });
    this.rates = details.rates;
  }
}
