import { ExitCode } from '../errors.js';

/** Time that requests in flight get after Ctrl-C: they are paid for, so their answers are worth a moment. */
const GRACE_MS = 5_000;
/** Time to end in order after the second Ctrl-C; whatever is written then is written atomically or is the journal. */
const LAST_MS = 2_000;

/** Turns signals into an orderly end: the first stops sending and keeps what is in flight, the second gives that up
 *  too and does not wait for tables that take long. */
export interface Interruption {
  readonly stop: AbortSignal;
  readonly abandon: AbortSignal;
  release(): void;
}

/** @param onForced told before the process ends without having finished */
export function watchSignals(onFirst: () => void, onForced: () => void): Interruption {
  const stop = new AbortController();
  const abandon = new AbortController();
  const timers: NodeJS.Timeout[] = [];
  const force = () => {
    onForced();
    process.exit(ExitCode.interrupted);
  };
  const onSignal = () => {
    if (abandon.signal.aborted && timers.length > 1) force();
    else if (stop.signal.aborted) {
      abandon.abort();
      timers.push(setTimeout(force, LAST_MS).unref());
    } else {
      onFirst();
      stop.abort();
      timers.push(setTimeout(() => abandon.abort(), GRACE_MS).unref());
    }
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    stop: stop.signal,
    abandon: abandon.signal,
    release() {
      for (const timer of timers) clearTimeout(timer);
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
