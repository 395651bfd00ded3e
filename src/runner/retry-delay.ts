import type { AdapterError } from '../errors.js';

/** A request is tried so many times: with full jitter that is half a minute on average, a minute at most. */
export const MAX_ATTEMPTS = 8;
/** A server that was there and is gone, or whose gateway says so, is mostly back within a minute (a restart, a new
 *  version): nothing is paid meanwhile, so a request is tried for a minute and a half on average. */
const MAX_OUTAGE_ATTEMPTS = 12;
const OUTAGE_STATUSES: ReadonlySet<number> = new Set([502, 503, 504]);
/** Each attempt without an answer cost its whole time-out, and the provider may have charged for it. */
const MAX_TIMEOUTS = 3;
/** A reply that is no completion may have been charged as well. */
const MAX_BAD_REPLIES = 5;
/** While nothing was ever heard of the server it is more likely absent than busy: a few seconds are enough. */
const MAX_UNHEARD_CONNECTIONS = 5;
const MAX_UNHEARD_TIMEOUTS = 2;
/** The first wait is below this, each further one below twice the one before. */
const BASE_MS = 500;
const CAP_MS = 30_000;
/** Nobody waits longer for one request: it is left for the next start instead of being sent before its time. */
export const MAX_SERVER_WAIT_MS = 120_000;

/** How long to wait before the next attempt, in milliseconds; null: give up. A server's own wait comes first and gets
 *  a little jitter on top, so that waiting requests do not come back together; otherwise full jitter.
 *  Source: Brooker 2015, Exponential backoff and jitter.
 *  @param attempt the attempt that failed, from 1
 *  @param alike how many attempts of this request failed in this way, this one included
 *  @param heard whether the server ever sent anything
 *  @param random uniform in [0, 1)
 *  @example retryDelay({ error: serverError, attempt: 1, alike: 1, heard: true, random: () => 0.5 }) // 250 */
export function retryDelay(input: {
  readonly error: Pick<AdapterError, 'code' | 'status' | 'retryable' | 'retryAfterMs'>;
  readonly attempt: number;
  readonly alike: number;
  readonly heard: boolean;
  readonly random: () => number;
}): number | null {
  const { error, attempt, alike, random } = input;
  if (!error.retryable || alike >= mostAlike(error, input.heard)) return null;
  if (error.retryAfterMs !== null) {
    return error.retryAfterMs > MAX_SERVER_WAIT_MS ? null : error.retryAfterMs + random() * BASE_MS;
  }
  return random() * Math.min(CAP_MS, BASE_MS * 2 ** (attempt - 1));
}

function mostAlike({ code, status }: Pick<AdapterError, 'code' | 'status'>, heard: boolean): number {
  // A status is an answer, whatever it says.
  if (status !== null) return OUTAGE_STATUSES.has(status) ? MAX_OUTAGE_ATTEMPTS : MAX_ATTEMPTS;
  if (code === 'timeout') return heard ? MAX_TIMEOUTS : MAX_UNHEARD_TIMEOUTS;
  if (code === 'connection') return heard ? MAX_OUTAGE_ATTEMPTS : MAX_UNHEARD_CONNECTIONS;
  return code === 'bad_reply' ? MAX_BAD_REPLIES : MAX_ATTEMPTS;
}
