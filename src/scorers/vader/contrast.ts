import { EarliestPosition } from './earliest-position.js';

const BEFORE_BUT = 0.5;
const AFTER_BUT = 1.5;

/** Halves the valences before the position of "but" and raises those after it by half, in place.
 *  The reference edits the list while it walks through it: for each value it meets, it scales the first
 *  position that holds an equal value at that moment. Some positions are so scaled twice, others never.
 *  This gives the same list in n log n steps. `valences[but]` must be 0.
 *  Source: cjhutto/vaderSentiment 44fc044.
 *  @example
 *  const valences = [2, 1, 0];
 *  weighContrast(valences, 2); // [0.5, 1, 0]: 2 becomes 1, and meeting 1 then scales that one again */
export function weighContrast(valences: number[], but: number): void {
  const positionsOf = new Map<number, EarliestPosition>();
  const add = (value: number, position: number): EarliestPosition => {
    const positions = positionsOf.get(value) ?? new EarliestPosition();
    positionsOf.set(value, positions);
    positions.add(position);
    return positions;
  };
  // Positions not yet met hold their first value, so the first equal one is always among those met.
  for (let met = 0; met < valences.length; met++) {
    const value = valences[met];
    if (value === undefined || value === 0) continue;
    const first = add(value, met).takeEarliest() ?? met;
    const scaled = value * (first < but ? BEFORE_BUT : AFTER_BUT);
    valences[first] = scaled;
    add(scaled, first);
  }
}
