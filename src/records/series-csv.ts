import type { SeriesRow } from '../decisions/series.js';
import type { Cell } from './csv-row.js';

/** Columns of series.csv, in order. `place` and `levels` go through the models in the order given. */
export const SERIES_COLUMNS = [
  'schema_version',
  'suite',
  'order',
  'models',
  'places',
  'probe',
  'metric',
  'condition',
  'axis',
  'group',
  'reference',
  'slope',
  'ci_low',
  'ci_high',
  'ci_level',
  'se',
  'n_clusters',
  'method',
  'p_order',
  'levels',
  'flags',
  'reason_if_null',
] as const;

export function seriesRow(
  of: {
    readonly suite: string;
    readonly kind: string;
    readonly models: readonly { readonly name: string; readonly place: number }[];
  },
  { slope, orderP, ...scope }: SeriesRow,
): Cell[] {
  return [
    '1',
    of.suite,
    of.kind,
    of.models.map(({ name }) => name).join(';'),
    of.models.map(({ place }) => place).join(';'),
    scope.probe,
    scope.metric,
    scope.condition,
    scope.axis,
    scope.group,
    scope.reference,
    slope.estimate,
    slope.interval?.low ?? null,
    slope.interval?.high ?? null,
    slope.interval?.level ?? null,
    slope.standardError,
    slope.clusters,
    slope.method,
    orderP,
    slope.levels.map((level) => level ?? '').join(';'),
    slope.flags.length > 0 ? slope.flags.join(';') : null,
    slope.interval ? null : slope.reason,
  ];
}
