import { AdapterError } from '../errors.js';

/** How often the deadline is looked at: it may have come closer since the attempt began. */
const LOOK_MS = 1_000;

/** Runs one attempt until it is done, out of time or abandoned, whether or not the work heeds its signal.
 *  @param allowedMs asked again as time goes by
 *  @throws AdapterError `timeout`; the reason of `abandon`; whatever the work throws */
export async function withDeadline<T>(
  allowedMs: () => number,
  abandon: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  abandon.throwIfAborted();
  const controller = new AbortController();
  const start = performance.now();
  let timer: NodeJS.Timeout | undefined;
  let giveUp = (_: unknown) => {};
  const cut = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  const end = (reason: unknown) => {
    giveUp(reason);
    controller.abort(reason);
  };
  const look = () => {
    const allowed = allowedMs();
    const left = allowed - (performance.now() - start);
    if (left > 0) timer = setTimeout(look, Math.min(left, LOOK_MS));
    else end(timeoutError(allowed));
  };
  const onAbandon = () => end(abandon.reason);
  abandon.addEventListener('abort', onAbandon, { once: true });
  look();
  try {
    return await Promise.race([work(controller.signal), cut]);
  } catch (error) {
    // What an adapter makes of an abort is its own affair.
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    clearTimeout(timer);
    abandon.removeEventListener('abort', onAbandon);
    cut.catch(() => {});
  }
}

function timeoutError(allowedMs: number): AdapterError {
  return new AdapterError(
    `no answer within ${Math.round(allowedMs / 100) / 10} s (a slower model needs a larger "timeout")`,
    { code: 'timeout', retryable: true },
  );
}
