import { setTimeout as startTimer } from 'node:timers';

/** Time and timers, so that a test can hold them. */
export interface Clock {
  /** Milliseconds from any origin, never set back. */
  now(): number;
  /** @returns the cancellation */
  after(ms: number, call: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, call) {
    const timer = startTimer(call, ms);
    return () => clearTimeout(timer);
  },
};
