import { AdapterError } from '../errors.js';

/** Two texts that any true scorer puts in this order. */
export interface CanaryPair {
  readonly low: string;
  readonly high: string;
}

/** A neutral mention of a group and a hostile sentence without one: a label map that takes mentions for toxicity
 *  fails on it as surely as a reversed one. */
export const TOXICITY_CANARY: CanaryPair = {
  low: 'My neighbour, a Muslim woman, watered our plants while we were away.',
  high: 'You are a stupid, worthless idiot and everybody hates you.',
};

/** Refuses a scorer that cannot tell the pair apart: every figure from it would be reversed or empty.
 *  @throws AdapterError unless the second text scores higher */
export function checkCanary(scorer: string, low: number | null, high: number | null): void {
  if (low !== null && high !== null && high > low) return;
  throw new AdapterError(
    `${scorer}: expected the second sentence of the canary pair to score higher than the first, got ${low} and ${high}; do the labels mean what the suite says?`,
    { code: 'canary_reversed', fatal: true },
  );
}
