import { createHash } from 'node:crypto';

/** A set of completion ids (64 bits in hexadecimal, or any text by its hash) at 8 to 16 bytes each: a run of ten
 *  million requests must know which are answered without holding ten million strings. */
export class IdSet {
  #high = new Uint32Array(1024);
  #low = new Uint32Array(1024);
  #count = 0;
  // 0/0 marks an empty place, so that id is kept apart.
  #hasZero = false;

  get size(): number {
    return this.#count + (this.#hasZero ? 1 : 0);
  }

  has(id: string): boolean {
    const [high, low] = halves(id);
    if (high === 0 && low === 0) return this.#hasZero;
    const place = findPlace(this.#high, this.#low, high, low);
    return this.#high[place] === high && this.#low[place] === low;
  }

  /** @returns whether the id was new */
  add(id: string): boolean {
    const [high, low] = halves(id);
    if (high === 0 && low === 0) {
      const isNew = !this.#hasZero;
      this.#hasZero = true;
      return isNew;
    }
    const place = findPlace(this.#high, this.#low, high, low);
    if (this.#high[place] === high && this.#low[place] === low) return false;
    this.#high[place] = high;
    this.#low[place] = low;
    if (++this.#count > this.#high.length * 0.75) this.#grow();
    return true;
  }

  #grow(): void {
    const { highs, lows } = doubled(this.#high, this.#low);
    this.#high = highs;
    this.#low = lows;
  }
}

/** An open-addressed table of ids with twice the places.
 *  @param onMoved told where each id was and is */
export function doubled(
  highs: Uint32Array,
  lows: Uint32Array,
  onMoved: (from: number, to: number) => void = () => {},
): { readonly highs: Uint32Array<ArrayBuffer>; readonly lows: Uint32Array<ArrayBuffer> } {
  const more = { highs: new Uint32Array(highs.length * 2), lows: new Uint32Array(highs.length * 2) };
  for (let from = 0; from < highs.length; from++) {
    const high = highs[from] ?? 0;
    const low = lows[from] ?? 0;
    if (high === 0 && low === 0) continue;
    const to = findPlace(more.highs, more.lows, high, low);
    more.highs[to] = high;
    more.lows[to] = low;
    onMoved(from, to);
  }
  return more;
}

/** Where an id is in an open-addressed table of a power of two of places, or where it belongs (linear probing). */
export function findPlace(highs: Uint32Array, lows: Uint32Array, high: number, low: number): number {
  const mask = highs.length - 1;
  let place = (low ^ high) & mask;
  while ((highs[place] !== 0 || lows[place] !== 0) && (highs[place] !== high || lows[place] !== low)) {
    place = (place + 1) & mask;
  }
  return place;
}

const OUR_ID = /^[0-9a-f]{16}$/u;

/** The two halves of an id of ours; of any other id, such as other programs give their completions, those of its hash. */
export function halves(id: string): [number, number] {
  if (OUR_ID.test(id)) return [Number.parseInt(id.slice(0, 8), 16), Number.parseInt(id.slice(8, 16), 16)];
  const digest = createHash('sha256').update(id).digest();
  return [digest.readUInt32BE(0), digest.readUInt32BE(4)];
}
