import type { AdapterError } from '../errors.js';

/** A request is tried so many times: with full jitter that is half a minute on average, a minute at most. */
export const MAX_ATTEMPTS = 8;
/** The first wait is below this, each further one below twice the one before. */
const BASE_MS = 500;
const CAP_MS = 30_000;
/** A server that asks for a longer wait than this is not obeyed to the letter: nonsense must not stall a run. */
const MAX_SERVER_WAIT_MS = 120_000;

/** How long to wait before the next attempt, in milliseconds; null: give up. A server's own wait comes first and gets
 *  a little jitter on top, so that waiting requests do not come back together; otherwise full jitter.
 *  Source: Brooker 2015, Exponential backoff and jitter.
 *  @param attempt the attempt that failed, from 1
 *  @param random uniform in [0, 1)
 *  @example retryDelay({ error: serverError, attempt: 1, random: () => 0.5 }) // 250 */
export function retryDelay(input: {
  readonly error: Pick<AdapterError, 'retryable' | 'retryAfterMs'>;
  readonly attempt: number;
  readonly random: () => number;
}): number | null {
  const { error, attempt, random } = input;
  if (!error.retryable || attempt >= MAX_ATTEMPTS) return null;
  if (error.retryAfterMs !== null) {
    return Math.min(error.retryAfterMs, MAX_SERVER_WAIT_MS) + random() * BASE_MS;
  }
  return random() * Math.min(CAP_MS, BASE_MS * 2 ** (attempt - 1));
}
