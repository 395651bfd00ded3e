/** Time that requests in flight get after Ctrl-C: they are paid for, so their answers are worth a moment. */
const GRACE_MS = 5_000;

/** Turns signals into an orderly end: the first stops sending and keeps what is in flight, the second gives that up
 *  too. */
export interface Interruption {
  readonly stop: AbortSignal;
  readonly abandon: AbortSignal;
  release(): void;
}

export function watchSignals(onFirst: () => void): Interruption {
  const stop = new AbortController();
  const abandon = new AbortController();
  const onSignal = () => {
    if (stop.signal.aborted) {
      abandon.abort();
      return;
    }
    onFirst();
    stop.abort();
    setTimeout(() => abandon.abort(), GRACE_MS).unref();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    stop: stop.signal,
    abandon: abandon.signal,
    release() {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
