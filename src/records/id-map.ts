import { doubled, findPlace, halves } from './id-set.js';

/** A map from ids (64 bits in hexadecimal, or any text by its hash) to numbers at 16 to 32 bytes an entry. */
export class IdMap {
  #high = new Uint32Array(1024);
  #low = new Uint32Array(1024);
  #value = new Float64Array(1024);
  #count = 0;
  // 0/0 marks an empty place, so that id is kept apart.
  #ofZero: number | undefined;

  get size(): number {
    return this.#count + (this.#ofZero === undefined ? 0 : 1);
  }

  get(id: string): number | undefined {
    const [high, low] = halves(id);
    if (high === 0 && low === 0) return this.#ofZero;
    const place = findPlace(this.#high, this.#low, high, low);
    const isThere = this.#high[place] === high && this.#low[place] === low;
    return isThere ? this.#value[place] : undefined;
  }

  set(id: string, value: number): void {
    const [high, low] = halves(id);
    if (high === 0 && low === 0) {
      this.#ofZero = value;
      return;
    }
    const place = findPlace(this.#high, this.#low, high, low);
    const isNew = this.#high[place] !== high || this.#low[place] !== low;
    this.#high[place] = high;
    this.#low[place] = low;
    this.#value[place] = value;
    if (isNew && ++this.#count > this.#high.length * 0.75) this.#grow();
  }

  #grow(): void {
    const values = new Float64Array(this.#value.length * 2);
    const { highs, lows } = doubled(this.#high, this.#low, (from, to) => {
      values[to] = this.#value[from] ?? 0;
    });
    this.#high = highs;
    this.#low = lows;
    this.#value = values;
  }
}
