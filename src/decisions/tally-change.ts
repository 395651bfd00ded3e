import { FEW_CLUSTERS, MIN_CLUSTERS } from '../metrics/estimate-cell.js';
import type { TallyForm, TallyWords } from '../metrics/tally.js';
import { clusterBootstrap } from '../statistics/cluster-bootstrap.js';
import { permutationNull } from '../statistics/permutation-null.js';
import { mulberry32 } from '../statistics/random-source.js';
import { tInterval } from '../statistics/t-interval.js';
import { type TallyCell, type TallyStatistic, TallyTable } from '../statistics/tally-table.js';
import type { ComparedMetric } from './compared-metric.js';
import { type Change, type ChangeOptions, PERMUTATION_DRAWS } from './estimate-change.js';
import { NO_REPLIES, type Replies } from './item-row.js';
import type { MatchedItem } from './match-items.js';
import type { CellColumns } from './sum-cell.js';
import { tiedInterval } from './tied-interval.js';

/** Items of one side, or of a group's and its reference's. */
export interface TallyPair {
  readonly sides: readonly (readonly MatchedItem[])[];
}

export interface TallyChange {
  /** Of the metric's figures; null: it has one. */
  readonly part: string | null;
  readonly change: Change;
  readonly cell: Pick<CellColumns, 'items' | 'replies' | 'anyMissing'>;
}

/** The change of a figure of a whole distribution, or of its words, from the first run to the second (its level where there
 *  is one run), over items that every run has amounts for. Clusters are drawn with all runs together (paired), and for p
 *  their runs exchanged. */
export function tallyChanges(
  { sides }: TallyPair,
  metric: ComparedMetric,
  tally: TallyForm,
  words: TallyWords | null,
  options: ChangeOptions,
): TallyChange[] {
  const all = sides.flat();
  const runs = all[0]?.sides.length ?? 1;
  const amountsOf = ({ sides: outcomes }: MatchedItem) =>
    outcomes.map(({ amounts }) => amounts?.get(metric.name) ?? null);
  const complete = sides.map((side) => side.filter((item) => !amountsOf(item).includes(null)));
  const keys = [
    ...new Set(
      complete.flat().flatMap((item) => amountsOf(item).flatMap((amounts) => [...(amounts?.keys() ?? [])])),
    ),
  ].sort();
  const { numberOf, size, figures } = tally.compile(keys, words);
  const cells: TallyCell[] = complete.flatMap((side, place) =>
    side.flatMap((item) =>
      amountsOf(item).map((amounts, run) => ({
        cluster: item.clusterId,
        side: run * sides.length + place,
        amounts: new Map(
          Array.from(amounts ?? [], ([key, amount]) => [numberOf.get(key) ?? 0, amount] as const),
        ),
      })),
    ),
  );
  const table = new TallyTable(size, sides.length * runs, cells);
  const cell = {
    items: complete.flat().length,
    replies: Array.from({ length: runs }, (_, run) => repliesOf(all, run)),
    anyMissing: complete.flat().length < all.length,
  };
  const fewest = Math.min(...sides.map((_, place) => table.clustersOf(place)));
  return figures.map(({ part, value }) => {
    const levelOf = (run: number) => (totals: readonly Float64Array[]) =>
      value(totals.slice(run * sides.length, (run + 1) * sides.length));
    return { part, cell, change: changeOf({ table, fewest, levelOf, runs, metric }, options) };
  });
}

interface Tallied {
  readonly table: TallyTable;
  /** Clusters of the side that has fewest. */
  readonly fewest: number;
  levelOf(run: number): TallyStatistic;
  readonly runs: number;
  readonly metric: ComparedMetric;
}

function changeOf({ table, fewest, levelOf, runs, metric }: Tallied, options: ChangeOptions): Change {
  const { level, seed, resamples, draws = PERMUTATION_DRAWS } = options;
  const last = levelOf(runs - 1);
  const statistic: TallyStatistic = (totals) => {
    const after = last(totals);
    const before = runs === 1 ? 0 : levelOf(0)(totals);
    return after === null || before === null ? null : after - before;
  };
  const whole = (value: TallyStatistic) => {
    const { clusters, resample } = table.statistic(value);
    return resample(Int32Array.from({ length: clusters }, (_, cluster) => cluster));
  };
  const levels = Array.from({ length: runs }, (_, run) => whole(levelOf(run)));
  const { clusters } = table;
  const base = { clusters, levels, p: null, pMethod: null, interval: null, standardError: null, drew: false };
  const nothing = { ...base, method: 'none', flags: [] };
  const estimate = whole(statistic);
  if (estimate === null)
    return { ...nothing, estimate, reason: fewest === 0 ? 'no_parsed_pairs' : 'zero_denominator' };
  if (fewest < MIN_CLUSTERS)
    return { ...nothing, estimate, reason: fewest < 2 ? 'single_cluster' : 'too_few_clusters' };
  const [bootstrap] = clusterBootstrap({
    statistics: [table.statistic(statistic)],
    resamples,
    level,
    random: mulberry32(seed),
  });
  const random = mulberry32(seed);
  const distance = (value: number | null) => (value === null ? null : Math.abs(value));
  const exchanged =
    runs === 1
      ? null
      : permutationNull({
          observed: Math.abs(estimate),
          permuted: () => distance(table.runsExchanged(statistic, random)),
          draws,
          random,
        });
  const p = exchanged?.pValue ?? null;
  const tested = { p, pMethod: p === null ? null : 'label_swap_cluster', drew: true };
  const flags = fewest < FEW_CLUSTERS ? ['few_clusters'] : [];
  if (bootstrap?.reason === 'degenerate') {
    // A cluster that is otherwise moves each side of each run by its share of the range at most.
    const width = 2 * (metric.range[1] - metric.range[0]);
    const interval = tiedInterval(estimate, { width, clusters: fewest, level });
    flags.push('degenerate');
    return { ...base, ...tested, estimate, interval, method: 'cp_ties', flags, reason: 'degenerate' };
  }
  const standardError = bootstrap?.standardError ?? null;
  // BCa corrects each run's upward bias near 0 as if it were the change's: with no change 7 to 16% of its 90% intervals for
  // W1 lie above 0 and as many below, where t on the bootstrap's error has 1 to 8% (nominal 5%; 12 or 25 clusters).
  const isPlain = runs > 1 && standardError !== null;
  const interval = isPlain
    ? tInterval({ estimate, standardError, df: fewest - 1, level })
    : (bootstrap?.interval ?? null);
  const method = isPlain ? 'bootstrap_se_t' : 'bca_cluster';
  if (interval && (estimate < interval.low || estimate > interval.high)) flags.push('bca_excludes');
  const reason = interval ? null : (bootstrap?.reason ?? 'degenerate');
  return { ...base, ...tested, estimate, interval, standardError, method, flags, reason };
}

/** Replies of a run to all items, those included that a run has no amounts for. */
function repliesOf(items: readonly MatchedItem[], run: number): Replies {
  const all = { answer: 0, refused: 0, unparsed: 0, error: 0 };
  for (const { sides } of items) {
    const { answer, refused, unparsed, error } = sides[run]?.replies ?? NO_REPLIES;
    all.answer += answer;
    all.refused += refused;
    all.unparsed += unparsed;
    all.error += error;
  }
  return all;
}
