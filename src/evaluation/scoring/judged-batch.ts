import type { Prompt } from '../../probes/prompt.js';
import type { StoredCompletion } from '../../records/stored-completion.js';
import { type Judgement, judgeReply } from '../../scorers/judge-reply.js';
import type { Scorer } from '../../scorers/scorer.js';
import type { WithReference } from './awaited-references.js';

/** Rows of scores.csv in the order of the completions, also where a scorer has to ask a service. What needs no service
 *  is settled at once. */
export class JudgedBatch {
  readonly #settle: (row: StoredCompletion, prompt: Prompt, judgements: readonly Judgement[]) => string;
  readonly #waiting: {
    readonly row: StoredCompletion;
    readonly prompt: Prompt;
    readonly judgements: readonly Judgement[] | Promise<readonly Judgement[]>;
  }[] = [];
  #text = '';

  constructor(settle: (row: StoredCompletion, prompt: Prompt, judgements: readonly Judgement[]) => string) {
    this.#settle = settle;
  }

  add(scorers: readonly Scorer[], { row, prompt, reply, reference }: WithReference): void {
    const judgements = judgeReply(scorers, reply, prompt, reference);
    if (this.#waiting.length > 0 || judgements instanceof Promise)
      this.#waiting.push({ row, prompt, judgements });
    else this.#text += this.#settle(row, prompt, judgements);
  }

  async rows(): Promise<string> {
    let text = this.#text;
    for (const { row, prompt, judgements } of this.#waiting)
      text += this.#settle(row, prompt, await judgements);
    return text;
  }
}
