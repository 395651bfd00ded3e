/** A set of item ordinals (whole numbers up to 2^53) at 11 to 22 bytes each: which items of a benchmark have a
 *  completion must be known without holding their names. */
export class OrdinalSet {
  // -1 marks an empty place.
  #places = new Float64Array(1024).fill(-1);
  #count = 0;

  has(ordinal: number): boolean {
    return this.#places[findPlace(this.#places, ordinal)] === ordinal;
  }

  add(ordinal: number): void {
    const place = findPlace(this.#places, ordinal);
    if (this.#places[place] === ordinal) return;
    this.#places[place] = ordinal;
    if (++this.#count > this.#places.length * 0.75) this.#grow();
  }

  #grow(): void {
    const old = this.#places;
    this.#places = new Float64Array(old.length * 2).fill(-1);
    for (const ordinal of old) {
      if (ordinal >= 0) this.#places[findPlace(this.#places, ordinal)] = ordinal;
    }
  }
}

/** Where an ordinal is in an open-addressed table of a power of two of places, or where it belongs (linear probing). */
function findPlace(places: Float64Array, ordinal: number): number {
  const mask = places.length - 1;
  let place = (Math.imul((ordinal % 0x1_0000_0000) ^ (ordinal / 0x1_0000_0000), 0x9e3779b1) >>> 7) & mask;
  while (places[place] !== -1 && places[place] !== ordinal) place = (place + 1) & mask;
  return place;
}
