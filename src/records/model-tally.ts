import type { StoredCompletion } from './stored-completion.js';

/** What the rows of one model come to. */
export class ModelTally {
  answered = 0;
  errors = 0;
  inputTokens: number | null = 0;
  outputTokens: number | null = 0;
  /** Millionths of a millionth of a USD, so that the sum is exact in any order; null when a price is not known. */
  #costPicoUsd: number | null = 0;
  readonly #returned = new Set<string>();
  readonly #fingerprints = new Set<string>();
  readonly #notSettable = new Set<string>();

  add(row: StoredCompletion): void {
    if (row.status === 'error') {
      this.errors++;
      return;
    }
    this.answered++;
    this.inputTokens = plus(this.inputTokens, row.inputTokens);
    this.outputTokens = plus(this.outputTokens, row.outputTokens);
    this.#costPicoUsd = plus(this.#costPicoUsd, row.costUsd === null ? null : Math.round(row.costUsd * 1e12));
    if (row.modelReturned !== null) this.#returned.add(row.modelReturned);
    if (row.notSettable !== null) this.#notSettable.add(row.notSettable);
    if (row.systemFingerprint !== null) this.#fingerprints.add(row.systemFingerprint);
  }

  get costUsd(): number | null {
    return this.#costPicoUsd === null ? null : this.#costPicoUsd / 1e12;
  }

  get returned(): string[] {
    return [...this.#returned].sort();
  }

  /** Parameters that were asked for and not taken, in any call. */
  get notSettable(): string[] {
    return [...new Set([...this.#notSettable].flatMap((list) => list.split(';')))].sort();
  }

  get fingerprints(): string[] {
    return [...this.#fingerprints].sort();
  }
}

/** A sum with an unknown part is unknown. */
function plus(total: number | null, part: number | null): number | null {
  return total === null || part === null ? null : total + part;
}
