import type { TotalsFunctional } from '../statistics/totals-functional.js';

// Sums over units, in this order: n, x, y, xx, xy, yy.
const SIZE = 6;
/** Below this share of n * sum of squares a spread is rounding, not variation. */
const NO_SPREAD = 1e-12;

function spread(n: number, sum: number, squares: number): number | null {
  const value = n * squares - sum * sum;
  return value > NO_SPREAD * n * squares ? value : null;
}

/** Least-squares slope of y on x. */
export const slopeOfTotals: TotalsFunctional = {
  size: SIZE,
  value([n = 0, x = 0, y = 0, xx = 0, xy = 0]) {
    const spreadX = spread(n, x, xx);
    return spreadX === null ? null : (n * xy - x * y) / spreadX;
  },
  gradient([n = 0, x = 0, y = 0, xx = 0, xy = 0]) {
    const spreadX = n * xx - x * x;
    const slope = (n * xy - x * y) / spreadX;
    return [
      (xy - slope * xx) / spreadX,
      (2 * slope * x - y) / spreadX,
      -x / spreadX,
      (-slope * n) / spreadX,
      n / spreadX,
      0,
    ];
  },
};

/** Pearson correlation of x and y. */
export const correlationOfTotals: TotalsFunctional = {
  size: SIZE,
  value([n = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0]) {
    const spreadX = spread(n, x, xx);
    const spreadY = spread(n, y, yy);
    if (spreadX === null || spreadY === null) return null;
    return Math.max(-1, Math.min(1, (n * xy - x * y) / Math.sqrt(spreadX * spreadY)));
  },
  gradient([n = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0]) {
    const spreadX = n * xx - x * x;
    const spreadY = n * yy - y * y;
    const root = Math.sqrt(spreadX * spreadY);
    const half = (n * xy - x * y) / root / 2;
    return [
      xy / root - half * (xx / spreadX + yy / spreadY),
      -y / root + (half * 2 * x) / spreadX,
      -x / root + (half * 2 * y) / spreadY,
      (-half * n) / spreadX,
      n / root,
      (-half * n) / spreadY,
    ];
  },
};
