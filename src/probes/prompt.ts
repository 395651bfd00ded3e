import { createHash } from 'node:crypto';
import type { Item } from './item.js';

export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** One presentation of an item: what is sent, and what is needed to read the answer back. */
export interface Prompt {
  readonly item: Item;
  /** Names option order, label set and wording; unique in its item. */
  readonly presentationId: string;
  /** Position among the item's presentations, from 0. */
  readonly presentationIndex: number;
  /** `optionOrder[i]` is the index in `item.options` of the option shown at place i; empty when there are none. */
  readonly optionOrder: readonly number[];
  /** `labels[i]` stands before the option at place i. */
  readonly labels: readonly string[];
  /** Which wording of the instruction; null when the probe has one only. */
  readonly paraphraseId: string | null;
  readonly messages: readonly Message[];
  /** Likelihood form: the stretches of the message that count, in code points; absent: all of it does. */
  readonly countedSpans?: readonly (readonly [start: number, end: number])[];
}

/** SHA-256 of the messages as sent, in hexadecimal: equal prompts have equal hashes whatever made them. */
export function promptHash(messages: readonly Message[]): string {
  const hash = createHash('sha256');
  for (const { role, content } of messages) hash.update(JSON.stringify([role, content]));
  return hash.digest('hex');
}
