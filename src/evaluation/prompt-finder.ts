import type { Probe } from '../probes/probe.js';
import type { Prompt } from '../probes/prompt.js';

/** Items kept ready: the replies to one item come close together. */
const KEPT = 64;

/** Finds the prompt that a stored reply answers, without holding the probe's items. */
export class PromptFinder {
  readonly #probes: ReadonlyMap<string, Probe>;
  readonly #prompts = new Map<string, ReadonlyMap<string, Prompt>>();

  constructor(probes: readonly Probe[]) {
    this.#probes = new Map(probes.map((probe) => [probe.name, probe]));
  }

  /** @param presentationId empty: the first presentation */
  find(probeName: string, itemId: string, presentationId: string): Prompt | undefined {
    const key = `${probeName}\n${itemId}`;
    let prompts = this.#prompts.get(key);
    if (!prompts) {
      const probe = this.#probes.get(probeName);
      const item = probe?.find(itemId);
      if (!probe || !item) return undefined;
      prompts = new Map(probe.presentations(item).map((prompt) => [prompt.presentationId, prompt]));
      this.#prompts.set(key, prompts);
      if (this.#prompts.size > KEPT) {
        for (const oldest of this.#prompts.keys()) {
          this.#prompts.delete(oldest);
          break;
        }
      }
    }
    if (presentationId !== '') return prompts.get(presentationId);
    for (const first of prompts.values()) return first;
    return undefined;
  }
}
