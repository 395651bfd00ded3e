import { setMaxListeners } from 'node:events';

/** Runs one request under a signal of its own that aborts with the caller's. SDKs add a listener to the signal they
 *  get and never take it off: on a signal that lives as long as a run these would pile up.
 *  @throws the caller's reason when the caller aborted */
export async function withLinkedSignal<T>(
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const controller = new AbortController();
  const forward = () => controller.abort(signal.reason);
  // Node warns from the eleventh listener on; requests in flight may be hundreds.
  setMaxListeners(0, signal);
  signal.addEventListener('abort', forward);
  try {
    return await work(controller.signal);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', forward);
  }
}
