import type { AdapterError } from '../errors.js';
import type { RateStanding } from './rate-standing.js';

/** What happens during a run; the command line draws it. */
export type RunEvent =
  /** `done` requests of `total` were answered before this start. */
  | { readonly type: 'started'; readonly model: string; readonly total: number; readonly done: number }
  | {
      readonly type: 'settled';
      readonly model: string;
      readonly answered: boolean;
      /** Of this run; 0 for an answer that an earlier run paid for. */
      readonly costUsd: number | null;
    }
  | { readonly type: 'retry'; readonly model: string; readonly error: AdapterError; readonly delayMs: number }
  /** The rate limit in force has changed. */
  | { readonly type: 'limited'; readonly model: string; readonly limit: RateStanding }
  /** For people: what happens to the model's requests elsewhere. */
  | { readonly type: 'note'; readonly model: string; readonly text: string }
  /** The model sends no more; null: everything was sent. */
  | { readonly type: 'ended'; readonly model: string; readonly reason: string | null }
  /** A full part of completions.csv stays uncompressed. */
  | { readonly type: 'uncompressed'; readonly part: string; readonly cause: unknown }
  | { readonly type: 'scoring' };
