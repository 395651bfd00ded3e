/** A published figure and what this program makes of the published data. */
export interface ReproducedFigure {
  /** Row of the table for people; figures of one row stand in one cell. */
  readonly row: string;
  readonly benchmark: string;
  readonly figure: string;
  readonly published: number;
  /** Decimals that were printed; null: published in full, and compared to 1e-9. */
  readonly decimals: number | null;
  readonly source: string;
  /** null: it could not be computed. */
  readonly ours: number | null;
  readonly ciLow: number | null;
  readonly ciHigh: number | null;
  /** What the figure is over; null for counts. */
  readonly items: number | null;
  readonly clusters: number | null;
  /** Why there is no interval. */
  readonly reasonIfNull: string | null;
}

const TOLERANCE = 1e-9;

/** Whether ours is the published figure, to the digit that was printed.
 *  @example agrees({ published: 14.3, decimals: 1, ours: 14.3333 }) // true */
export function agrees({
  published,
  decimals,
  ours,
}: Pick<ReproducedFigure, 'published' | 'decimals' | 'ours'>): boolean {
  if (ours === null) return false;
  if (decimals === null) return Math.abs(ours - published) <= TOLERANCE * Math.max(1, Math.abs(published));
  return ours.toFixed(decimals) === published.toFixed(decimals);
}

/** A count, which has no sampling error. */
export function count(
  benchmark: string,
  figure: string,
  published: number,
  source: string,
  ours: number,
): ReproducedFigure {
  return {
    ...{ row: benchmark, benchmark, figure, published, decimals: 0, source, ours },
    ...{ ciLow: null, ciHigh: null, items: null, clusters: null, reasonIfNull: 'count' },
  };
}
