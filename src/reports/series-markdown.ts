import type { SeriesRow } from '../decisions/series.js';
import { formatP } from './comparison-cells.js';
import { formatFigure, formatScope } from './format-figure.js';
import { markdownTable } from './markdown-table.js';

/** What a slope is per. */
export const SERIES_UNITS = { size: 'per tenfold size', date: 'per year' } as const;

/** An ordered family of models: the slope of each metric of a probe as a whole or against a reference. */
export function seriesMarkdown(series: {
  readonly kind: 'size' | 'date';
  readonly models: readonly { readonly name: string; readonly place: number }[];
  readonly matchedItems: number;
  readonly rows: readonly SeriesRow[];
}): string {
  const { kind, models, matchedItems } = series;
  return [
    `## Bias along ${kind}`,
    `${models.length} models, ${matchedItems} items that all of them have: ${models.map(({ name }) => name).join(', ')}.`,
    markdownTable(
      [
        { title: 'probe' },
        { title: 'metric' },
        { title: 'group' },
        ...models.map(({ name }) => ({ title: name, right: true })),
        { title: `slope ${SERIES_UNITS[kind]}, 90% interval` },
        { title: 'p of the order', right: true },
        { title: 'clusters', right: true },
      ],
      seriesCells(series.rows),
    ),
    '<sub>The interval is about other items for these models. The p value asks whether another order of the models would give as steep a slope; with k models it is at least 2/k!.</sub>\n',
  ].join('\n\n');
}

export function seriesCells(rows: readonly SeriesRow[]): string[][] {
  return rows.map(({ slope, orderP, ...row }) => [
    row.probe,
    row.condition === null ? row.metric : `${row.metric} (${row.condition})`,
    formatScope(row),
    ...slope.levels.map(formatFigure),
    slope.interval
      ? `${formatFigure(slope.estimate)} [${formatFigure(slope.interval.low)}, ${formatFigure(slope.interval.high)}]`
      : `${formatFigure(slope.estimate)} ${slope.reason ?? ''}`,
    formatP(orderP),
    String(slope.clusters),
  ]);
}
