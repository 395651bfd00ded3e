import { formatRow } from '../../records/csv-row.js';
import { markdownTable } from '../../reports/markdown-table.js';
import { agrees, type ReproducedFigure } from './figure.js';

const COLUMNS = [
  'schema_version',
  'benchmark',
  'figure',
  'published',
  'decimals',
  'ours',
  'agrees',
  'ci_low',
  'ci_high',
  'n_items',
  'n_clusters',
  'reason_if_null',
  'source',
] as const;

/** One row a figure, in full precision. */
export function figuresCsv(figures: readonly ReproducedFigure[]): string {
  const rows = figures.map((one) =>
    formatRow([
      ...['1', one.benchmark, one.figure, one.published, one.decimals, one.ours, agrees(one)],
      ...[one.ciLow, one.ciHigh, one.items, one.clusters, one.reasonIfNull, one.source],
    ]),
  );
  return formatRow(COLUMNS) + rows.join('');
}

/** For people: published and ours side by side, figures of one subject in one cell. */
export function figuresMarkdown(figures: readonly ReproducedFigure[]): string {
  const subjects = [...new Set(figures.map(({ row }) => row))];
  const rows = subjects.map((subject) => {
    const own = figures.filter(({ row }) => row === subject);
    const names = own.every(({ reasonIfNull }) => reasonIfNull === 'count' || reasonIfNull === 'descriptive')
      ? `${subject}: ${own.map(({ figure }) => figure).join(' / ')}`
      : subject;
    const cells = (value: (one: ReproducedFigure) => number | null) =>
      own.map((one) => shown(value(one), one.decimals)).join(' / ');
    return [
      names,
      cells(({ published }) => published),
      cells(({ ours }) => ours),
      own.every(agrees) ? 'yes' : 'no',
    ];
  });
  return markdownTable(
    ['what', 'published', 'ours', 'agrees'].map((title) => ({ title })),
    rows,
  );
}

/** Figures published in full are shown to two decimals; they agree to 1e-9 or not at all. */
function shown(value: number | null, decimals: number | null): string {
  return value === null ? '–' : value.toFixed(decimals ?? 2);
}
