import type { Probe } from '../../probes/probe.js';
import type { Prompt } from '../../probes/prompt.js';

/** Items of a probe that are kept ready, and as many before them: the replies to one item come close together. */
const KEPT = 64;

type PromptsByItem = Map<string, readonly Prompt[]>;

/** Finds the prompt that a stored reply answers, without holding the probe's items. */
export class PromptFinder {
  readonly #probes: ReadonlyMap<string, Probe>;
  readonly #kept = new Map<string, { newest: PromptsByItem; before: PromptsByItem }>();

  constructor(probes: readonly Probe[]) {
    this.#probes = new Map(probes.map((probe) => [probe.name, probe]));
  }

  /** @param presentationId empty: the first presentation */
  find(probeName: string, itemId: string, presentationId: string): Prompt | undefined {
    const kept = this.#kept.get(probeName);
    const prompts = kept?.newest.get(itemId) ?? kept?.before.get(itemId) ?? this.#open(probeName, itemId);
    return presentationId === ''
      ? prompts?.[0]
      : prompts?.find((prompt) => prompt.presentationId === presentationId);
  }

  #open(probeName: string, itemId: string): readonly Prompt[] | undefined {
    const probe = this.#probes.get(probeName);
    const item = probe?.find(itemId);
    if (!probe || !item) return undefined;
    const prompts = probe.presentations(item);
    const kept = this.#kept.get(probeName) ?? { newest: new Map(), before: new Map() };
    this.#kept.set(probeName, kept);
    if (kept.newest.size >= KEPT) {
      kept.before = kept.newest;
      kept.newest = new Map();
    }
    kept.newest.set(item.id, prompts);
    return prompts;
  }
}
