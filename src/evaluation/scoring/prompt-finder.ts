import type { Probe } from '../../probes/probe.js';
import type { Prompt } from '../../probes/prompt.js';

/** Items kept ready: the replies to one item come close together. */
const KEPT = 64;

/** Finds the prompt that a stored reply answers, without holding the probe's items. */
export class PromptFinder {
  readonly #probes: ReadonlyMap<string, Probe>;
  /** By probe, then by item. */
  readonly #prompts = new Map<string, Map<string, readonly Prompt[]>>();

  constructor(probes: readonly Probe[]) {
    this.#probes = new Map(probes.map((probe) => [probe.name, probe]));
  }

  /** @param presentationId empty: the first presentation */
  find(probeName: string, itemId: string, presentationId: string): Prompt | undefined {
    const prompts = this.#prompts.get(probeName)?.get(itemId) ?? this.#open(probeName, itemId);
    return presentationId === ''
      ? prompts?.[0]
      : prompts?.find((prompt) => prompt.presentationId === presentationId);
  }

  #open(probeName: string, itemId: string): readonly Prompt[] | undefined {
    const probe = this.#probes.get(probeName);
    const item = probe?.find(itemId);
    if (!probe || !item) return undefined;
    const prompts = probe.presentations(item);
    const kept = this.#prompts.get(probeName) ?? new Map<string, readonly Prompt[]>();
    this.#prompts.set(probeName, kept.set(item.id, prompts));
    if (kept.size > KEPT) {
      for (const oldest of kept.keys()) {
        kept.delete(oldest);
        break;
      }
    }
    return prompts;
  }
}
