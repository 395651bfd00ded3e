import { gStudy } from '../statistics/g-study.js';
import type { NamedTotals } from '../statistics/grouped-totals.js';
import { permutationNull } from '../statistics/permutation-null.js';
import { mulberry32, type RandomSource } from '../statistics/random-source.js';
import { shuffledOrder } from '../statistics/shuffled-order.js';
import type { Cell } from './aggregate-scores.js';
import type { Estimate, EstimateScope } from './estimate.js';
import { type EstimationOptions, MIN_CLUSTERS } from './estimate-cell.js';
import { sumsOf } from './group-contrasts.js';
import type { Metric } from './metric.js';

type Wordings = NonNullable<Metric['wordings']>;

/** What wordings of one instruction change (methods B17): the range with its permutation null, since it is above 0 by
 *  chance alone, and `METRIC_wording_variance`, the variance component of the wording in a table of clusters and wordings.
 *  @param cells of the ranges, which hold the sums of every wording side by side */
export function wordingAgreement(
  cells: readonly Cell[],
  estimates: readonly Estimate[],
  options: EstimationOptions,
): Estimate[] {
  const ranges = cells.flatMap((cell) => {
    const { wordings } = cell.bound.metric;
    const totals = sumsOf(cell, 'conditional');
    return wordings && totals && cell.scope.reference === null ? [{ cell, wordings, totals }] : [];
  });
  const tested = estimates.map((estimate) => {
    const range = ranges.find(
      ({ cell }) =>
        estimate.metric === cell.bound.metric.name &&
        estimate.denominator === 'conditional' &&
        isSameScope(estimate, cell.scope),
    );
    return range
      ? withNull(estimate, range.totals, range.cell.bound.metric, range.wordings, options)
      : estimate;
  });
  const variances = ranges.map(({ cell, wordings, totals }) => varianceRow(cell, wordings, totals, options));
  return [...tested, ...variances];
}

function isSameScope(one: EstimateScope, other: EstimateScope): boolean {
  return (
    one.condition === other.condition &&
    one.axis === other.axis &&
    one.group === other.group &&
    one.reference === other.reference
  );
}

/** Wordings change places within each cluster: without an effect of theirs nothing would tell. */
function withNull(
  estimate: Estimate,
  { columns }: NamedTotals,
  { functional, size }: Metric,
  { count }: Wordings,
  { seed, resamples }: EstimationOptions,
): Estimate {
  const clusters = columns[0]?.length ?? 0;
  if (estimate.estimate === null || clusters < MIN_CLUSTERS) return estimate;
  const width = size / count;
  const totals = new Float64Array(size);
  const permuted = (random: RandomSource) => {
    totals.fill(0);
    for (let cluster = 0; cluster < clusters; cluster++) {
      for (const [to, from] of shuffledOrder(count, random).entries())
        for (let j = 0; j < width; j++)
          totals[to * width + j] =
            (totals[to * width + j] ?? 0) + (columns[from * width + j]?.[cluster] ?? 0);
    }
    return functional.value(totals);
  };
  const random = mulberry32(seed);
  const chance = permutationNull({ observed: estimate.estimate, permuted, draws: resamples, random });
  const { nullMean, excess, pValue: p } = chance;
  return { ...estimate, nullMean, excess, p, pMethod: p === null ? null : 'permutation_wordings', seed };
}

function varianceRow(
  cell: Cell,
  wordings: Wordings,
  totals: NamedTotals,
  options: EstimationOptions,
): Estimate {
  const table = totals.names.flatMap((_, cluster) => {
    const values = valuesOf(
      wordings,
      Float64Array.from(totals.columns, (column) => column[cluster] ?? 0),
    );
    return values ? [values] : [];
  });
  const study = table.length === 0 ? null : gStudy(table).value;
  const part = study?.varianceGroup ?? null;
  return {
    ...rowOf(cell, `${wordings.metric}_wording_variance`, table.length, options),
    estimate: part === null ? null : Math.max(0, part),
    flags: part !== null && part < 0 ? ['negative_variance'] : [],
    reasonIfNull: part === null ? 'too_few_clusters' : 'degenerate',
  };
}

/** The metric in each wording; null when one of them has none. */
function valuesOf({ functional, count }: Wordings, sums: Float64Array): number[] | null {
  const values = Array.from({ length: count }, (_, wording) =>
    functional.value(sums.subarray(wording * functional.size, (wording + 1) * functional.size)),
  ).filter((value) => value !== null);
  return values.length < count ? null : values;
}

function rowOf(
  { bound, scope, calls, sums }: Cell,
  metric: string,
  clusters: number,
  options: EstimationOptions,
): Estimate {
  return {
    ...scope,
    metric,
    metricVersion: bound.metric.version,
    scorer: bound.scorer,
    language: options.language,
    denominator: 'conditional',
    estimate: null,
    ciLow: null,
    ciHigh: null,
    ciLevel: options.level,
    standardError: null,
    items: sums.get('conditional')?.items ?? 0,
    clusters,
    samples: options.samples,
    calls,
    designEffect: null,
    shrunkEstimate: null,
    shrunkSd: null,
    nullMean: null,
    excess: null,
    p: null,
    pMethod: null,
    method: 'none',
    seed: null,
    flags: [],
    reasonIfNull: null,
  };
}
