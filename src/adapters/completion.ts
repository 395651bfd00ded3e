import type { RateReading } from './rate-reading.js';

/** `ok`; `truncated` (stopped by length); `filtered` (stopped by the provider); `error` (no reply; never scored). */
export const CALL_STATUSES = ['ok', 'truncated', 'filtered', 'error'] as const;
export type CallStatus = (typeof CALL_STATUSES)[number];

/** Decoding parameters; null: not sent, the provider's default holds. */
export interface Sampling {
  readonly temperature: number | null;
  readonly topP: number | null;
  readonly maxTokens: number;
  /** Sent where the provider takes one; each sample of a presentation gets its own. */
  readonly seed: number | null;
}

/** One reply as the provider gave it, in the one form that the rest of probity knows. */
export interface Reply {
  /** Unedited; null when the provider filtered it away. */
  readonly text: string | null;
  readonly status: Exclude<CallStatus, 'error'>;
  readonly finishReason: string | null;
  readonly modelReturned: string | null;
  readonly systemFingerprint: string | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** Input tokens that the provider took from its prompt cache; null when not told. */
  readonly cachedTokens: number | null;
  /** Names of the parameters asked for that the provider does not take. */
  readonly notSettable: readonly string[];
  /** Probability of each presented label at the first token, where the server gives log-probabilities. */
  readonly labelProbabilities: Readonly<Record<string, number>> | null;
  /** Present when nothing was sent for it and nothing paid: the reply is one of a recording, or that to a request of
   *  this run that was the same to the byte. */
  readonly takenFrom?: 'recording' | 'same_request';
  /** What the server says of the limits of the account, where it does. */
  readonly rates?: RateReading;
}
