import type { Adapter, Request } from '../adapters/adapter.js';
import type { AdapterError } from '../errors.js';
import type { Collected } from './collected.js';
import type { Deadline } from './deadline.js';
import type { Admission } from './permit.js';
import type { RateGate } from './rate-limiter.js';

export interface CollectOptions {
  readonly concurrency: number;
  /** Of one attempt, in milliseconds. */
  readonly timeoutMs: number;
  /** How long an attempt may take in fact; absent: at most `timeoutMs`, less where answers come fast. */
  readonly deadline?: Pick<Deadline, 'after' | 'answered'>;
  /** Sends nothing more when aborted; what is in flight is still collected. */
  readonly stop: AbortSignal;
  /** Gives up what is in flight when aborted. */
  readonly abandon: AbortSignal;
  /** Uniform in [0, 1); of the jitter only, so it has no part in any figure. */
  readonly random: () => number;
  /** Budget. */
  readonly admit?: Admission;
  /** Rate limits of the account; absent: nothing is known of them yet. */
  readonly gate?: RateGate;
  onRetry?(error: AdapterError, delayMs: number): void;
  /** Told in words for people what happens elsewhere: at the provider, at the workers. */
  onNote?(text: string): void;
}

/** How the requests of one model become collected replies. Draws requests only as fast as it can deal with them and
 *  yields what became of each as it is settled, in no order; a request that was drawn and is not yielded has no
 *  outcome, and the next start sends it.
 *  @throws AdapterError that no further request can survive; what was settled until then has been yielded */
export type Collector = (
  requests: Iterable<Request>,
  adapter: Adapter,
  options: CollectOptions,
) => AsyncGenerator<Collected>;
