import type { Adapter, Request } from '../../src/adapters/adapter.js';
import type { Reply } from '../../src/adapters/completion.js';
import { AdapterError } from '../../src/errors.js';
import { exampleRequest } from '../adapters/prompt-fixture.js';
import { exampleReply } from '../records/completion-fixture.js';

/** A model whose every attempt a test decides: `attempt` counts those of one request from 1. */
export class ScriptedAdapter implements Adapter {
  readonly provider = 'scripted';
  readonly model = 'scripted';
  inFlight = 0;
  maxInFlight = 0;
  sent = 0;
  readonly #attempts = new Map<string, number>();
  readonly #script: (item: string, attempt: number, signal: AbortSignal) => Promise<Reply> | Reply;

  constructor(script: (item: string, attempt: number, signal: AbortSignal) => Promise<Reply> | Reply) {
    this.#script = script;
  }

  attemptsOf(item: string): number {
    return this.#attempts.get(item) ?? 0;
  }

  async complete({ prompt }: Request, signal: AbortSignal): Promise<Reply> {
    const { id } = prompt.item;
    const attempt = this.attemptsOf(id) + 1;
    this.#attempts.set(id, attempt);
    this.sent++;
    this.maxInFlight = Math.max(this.maxInFlight, ++this.inFlight);
    try {
      await new Promise((resolve) => setImmediate(resolve));
      return await this.#script(id, attempt, signal);
    } finally {
      this.inFlight--;
    }
  }
}

export const reply = (text: string) => exampleReply({ text });

export function failure(parts: Partial<ConstructorParameters<typeof AdapterError>[1]>): AdapterError {
  return new AdapterError('scripted failure', { code: 'server_error', ...parts });
}

export const items = (count: number) =>
  Array.from({ length: count }, (_, index) => exampleRequest({ itemId: `item-${index}` }));

/** Resolves never, not even when told to stop: as an adapter with a bug does. */
export const never = () => new Promise<never>(() => {});
