/** A seeded sample of named things that arrive in any order: the `size` names of the smallest hash, so the same names
 *  are drawn from the same run whatever order they came in. */
export class LowestHashes {
  readonly #size: number;
  readonly #hashes = new Map<string, number>();
  #limit = Number.POSITIVE_INFINITY;

  constructor(size: number) {
    this.#size = size;
  }

  offer(name: string, hash: number): void {
    if (hash >= this.#limit || this.#hashes.has(name)) return;
    this.#hashes.set(name, hash);
    if (this.#hashes.size <= this.#size) return;
    let last = '';
    let highest = -1;
    let second = -1;
    for (const [known, value] of this.#hashes) {
      if (value > highest) {
        second = highest;
        highest = value;
        last = known;
      } else if (value > second) second = value;
    }
    this.#hashes.delete(last);
    // Names as high as the highest kept cannot enter any more; equal hashes of two names are one in 2^32.
    this.#limit = second;
  }

  /** Drawn names, lowest hash first. */
  names(): string[] {
    return [...this.#hashes].sort((a, b) => a[1] - b[1]).map(([name]) => name);
  }
}

/** 32 bits of a text and a seed (FNV-1a with a final mix): for drawing samples, not for secrets. */
export function hashName(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
