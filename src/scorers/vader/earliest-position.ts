/** A set of text positions that gives its smallest first: a binary heap, log n steps for each call. */
export class EarliestPosition {
  readonly #heap: number[] = [];

  add(position: number): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(position);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || above <= position) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = position;
  }

  /** Takes the smallest position out; undefined when there is none. */
  takeEarliest(): number | undefined {
    const heap = this.#heap;
    const earliest = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return earliest;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      let smallest = heap[child];
      const right = heap[child + 1];
      if (smallest !== undefined && right !== undefined && right < smallest) {
        smallest = right;
        child++;
      }
      if (smallest === undefined || smallest >= last) break;
      heap[index] = smallest;
      index = child;
    }
    heap[index] = last;
    return earliest;
  }
}
