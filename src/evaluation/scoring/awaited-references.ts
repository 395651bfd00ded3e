import type { Prompt } from '../../probes/prompt.js';
import type { StoredCompletion } from '../../records/stored-completion.js';
import type { ScorableReply } from '../../scorers/scorer.js';

/** A reply with the one that it is compared with; null: there is none. */
export interface WithReference {
  readonly row: StoredCompletion;
  readonly prompt: Prompt;
  readonly reply: ScorableReply;
  readonly reference: ScorableReply | null;
}

interface Waiting {
  reference: ScorableReply | null;
  readonly held: Omit<WithReference, 'reference'>[];
  /** Members of the counterfactual set that have not come yet. */
  missing: number;
}

/** Brings replies together with the reference's reply to the same presentation and sample of their counterfactual set,
 *  in whatever order they come. Holds what waits, and a reference until the last of its set has come. */
export class AwaitedReferences {
  readonly #waiting = new Map<string, Waiting>();

  /** @returns what can be scored now */
  add(row: StoredCompletion, prompt: Prompt, reply: ScorableReply): WithReference[] {
    const { item } = prompt;
    if (item.setId === null || item.setSize < 2 || item.reference === null)
      return [{ row, prompt, reply, reference: null }];
    const key = JSON.stringify([row.model, item.probe, item.setId, prompt.presentationId, row.sampleIndex]);
    const waiting = this.#waiting.get(key) ?? { reference: null, held: [], missing: item.setSize };
    waiting.missing--;
    if (waiting.missing === 0) this.#waiting.delete(key);
    else this.#waiting.set(key, waiting);
    if (item.group === item.reference) {
      waiting.reference = reply;
      const released = waiting.held.splice(0).map((held) => ({ ...held, reference: reply }));
      return [{ row, prompt, reply, reference: null }, ...released];
    }
    if (waiting.reference) return [{ row, prompt, reply, reference: waiting.reference }];
    waiting.held.push({ row, prompt, reply });
    return waiting.missing === 0 ? waiting.held.map((held) => ({ ...held, reference: null })) : [];
  }

  /** What still waits when no more replies come: their reference failed or was never asked. */
  flush(): WithReference[] {
    const left = [...this.#waiting.values()].flatMap(({ held }) => held);
    this.#waiting.clear();
    return left.map((held) => ({ ...held, reference: null }));
  }
}
