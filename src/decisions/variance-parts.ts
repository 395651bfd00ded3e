import { requireNonNegative, requirePositive } from '../statistics/require-argument.js';

/** What the variance of one reply's value comes from: of a paired difference where a change is planned, of the value
 *  itself where a level is. In squared units of the metric. */
export interface VarianceParts {
  /** Between true means of clusters (templates). */
  readonly clusters: number;
  /** Between true means of a crossed second factor (names, occupations); 0 where there is none. */
  readonly crossed: number;
  /** Between true means of the items of a cluster. */
  readonly items: number;
  /** Between replies to one item: orders of options, and samples. */
  readonly replies: number;
}

/** How much of each a gate's figure rests on. */
export interface PowerDesign {
  readonly clusters: number;
  /** Levels of the crossed second factor; null where there is none. */
  readonly crossed: number | null;
  readonly items: number;
  /** Replies to an item: presentations times samples. */
  readonly repliesPerItem: number;
}

/** Standard error of the mean that a design gives, in units of the metric. Without crossing it is
 *  sd / sqrt(n) * sqrt(1 + (m - 1) * ICC) with m items a cluster.
 *  Source: Kish 1965, section 5.4; Miller 2024, arXiv:2411.00640, section 5.
 *  @throws RangeError when a number of clusters, items or replies is not above 0
 *  @example standardErrorOf({ clusters: 0.25, crossed: 0, items: 0.5, replies: 0.25 },
 *    { clusters: 25, crossed: null, items: 100, repliesPerItem: 1 }) // sqrt(0.01 + 0.005 + 0.0025) = 0.1323 */
export function standardErrorOf(parts: VarianceParts, design: PowerDesign): number {
  const { clusters, crossed, items, repliesPerItem } = design;
  requirePositive('clusters', clusters);
  requirePositive('items', items);
  requirePositive('repliesPerItem', repliesPerItem);
  const ofItems = (parts.items + parts.replies / repliesPerItem) / items;
  return Math.sqrt(parts.clusters / clusters + (crossed === null ? 0 : parts.crossed / crossed) + ofItems);
}

/** Taken where no run tells: the paired differences of two UnifiedQA models on the ambiguous questions of BBQ Religion,
 *  600 items of 25 templates, have a standard deviation of 0.644 on a scale from -1 to 1 and a design effect of 2.29;
 *  the level of one of them 0.574 and 5.24. Source: nyu-mll/BBQ, commit bea11bd, published predictions. */
export const ASSUMED = {
  /** Of one reply's value, in widths of the metric's range. */
  sd: 0.32,
  /** Share of the variance that lies between clusters, of a change and of a level. */
  iccOfChange: 0.06,
  iccOfLevel: 0.18,
  /** Of the rest, the share that lies between replies to one item: nobody has published it, so half. */
  ofReplies: 0.5,
  /** Correlation of two models' true item values, where a run has one model only; 0.785 over the templates above. */
  correlation: 0.5,
} as const;

/** Variance parts where no run tells.
 *  @param of.isContrast a difference of two items, from the reference group
 *  @returns null for a range that is open: there is no scale to assume anything on
 *  @example assumedParts({ range: [-1, 1], isChange: true, isContrast: false, isCrossed: false }).clusters // 0.0246 */
export function assumedParts(of: {
  readonly range: readonly [number, number];
  readonly isChange: boolean;
  readonly isContrast: boolean;
  readonly isCrossed: boolean;
}): VarianceParts | null {
  const width = of.range[1] - of.range[0];
  if (!Number.isFinite(width)) return null;
  const variance = (ASSUMED.sd * width) ** 2 * (of.isContrast ? 2 : 1);
  const icc = of.isChange ? ASSUMED.iccOfChange : ASSUMED.iccOfLevel;
  const rest = variance * (1 - icc * (of.isCrossed ? 2 : 1));
  return {
    clusters: variance * icc,
    crossed: of.isCrossed ? variance * icc : 0,
    items: rest * (1 - ASSUMED.ofReplies),
    replies: rest * ASSUMED.ofReplies,
  };
}

/** What a run says of one figure. */
export interface ObservedErrors {
  readonly design: PowerDesign;
  /** The figure's own: clustered, by two crossed factors where there are two. */
  readonly standardError: number;
  /** As if items were independent. */
  readonly independent: number;
  /** Clustered by the first factor alone, and by the second; null where there is one. */
  readonly byCluster: number;
  readonly byCrossed: number | null;
  /** Variance of replies to one item; null: not known, then the assumed share is taken. */
  readonly withinItem: number | null;
}

/** Variance parts that give a run's own standard error at its own size. A share that comes out negative, as where a
 *  design is balanced within its clusters, is 0, and the others are scaled to the error that was seen.
 *  @throws RangeError when an error or the within-item variance is negative
 *  @example partsFromErrors({ design: { clusters: 25, crossed: null, items: 600, repliesPerItem: 1 },
 *    standardError: 0.03982, independent: 0.02631, byCluster: 0.03982, byCrossed: null, withinItem: 0 }).clusters
 *  // 0.0233: an ICC of 0.056 */
export function partsFromErrors(observed: ObservedErrors): VarianceParts {
  const { design, standardError, independent, byCluster, byCrossed, withinItem } = observed;
  requireNonNegative('standardError', standardError);
  requireNonNegative('withinItem', withinItem ?? 0);
  const { items, repliesPerItem } = design;
  const total = independent ** 2 * items;
  const between = (error: number, count: number) => {
    const size = items / count;
    return size <= 1 ? 0 : Math.max(0, (total * ((error / independent) ** 2 - 1)) / (size - 1));
  };
  const clusters = independent === 0 ? 0 : between(byCluster, design.clusters);
  const crossed =
    byCrossed === null || design.crossed === null || independent === 0
      ? 0
      : between(byCrossed, design.crossed);
  const rest = Math.max(0, total - clusters - crossed);
  const noise = withinItem === null ? assumedNoise(rest, repliesPerItem) : withinItem / repliesPerItem;
  const replies = Math.min(rest, noise) * repliesPerItem;
  const parts = { clusters, crossed, items: Math.max(0, rest - replies / repliesPerItem), replies };
  const expected = standardErrorOf(parts, design);
  if (expected === 0) return parts;
  const scale = (standardError / expected) ** 2;
  return {
    clusters: parts.clusters * scale,
    crossed: parts.crossed * scale,
    items: parts.items * scale,
    replies: parts.replies * scale,
  };
}

/** Of the variance of item means, what replies bring if their share of one reply's variance is the assumed one. */
function assumedNoise(ofMeans: number, repliesPerItem: number): number {
  const { ofReplies } = ASSUMED;
  const shrunk = ofReplies / repliesPerItem;
  return (ofMeans * shrunk) / (1 - ofReplies + shrunk);
}

/** Parts of the paired difference of two models from those of one: true values go together with the assumed
 *  correlation, replies are independent. */
export function differenceParts(of: VarianceParts): VarianceParts {
  const apart = 2 * (1 - ASSUMED.correlation);
  return {
    clusters: apart * of.clusters,
    crossed: apart * of.crossed,
    items: apart * of.items,
    replies: 2 * of.replies,
  };
}
