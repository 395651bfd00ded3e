import type { StoredRun } from '../records/stored-run.js';
import { formatFigure, formatInterval, formatScope, formatShare } from './format-figure.js';
import { headlineEstimates } from './headline-estimates.js';
import { textTable } from './text-table.js';

/** The headline figures as a table for a terminal: never a figure without its interval and its counts.
 *  @param colour whether the terminal takes it
 *  @param width of the terminal, into which it is fitted */
export function summaryTable(run: StoredRun, colour: boolean, width?: number): string {
  const rows = headlineEstimates(run);
  if (rows.length === 0) return 'no figures: no completion was scored';
  const severalModels = new Set(rows.map(({ model }) => model)).size > 1;
  const level = Math.round(run.manifest.statistics.confidence * 100);
  return textTable(
    [
      ...(severalModels ? [{ title: 'model' }] : []),
      { title: 'probe' },
      { title: 'metric' },
      { title: 'group' },
      { title: 'estimate', right: true },
      { title: `${level}% interval`, right: true },
      { title: 'n', right: true },
      { title: 'unparsed', right: true },
      { title: 'refused', right: true },
    ],
    rows.map((row) => {
      const replies = (row.n_answer ?? 0) + (row.n_refused ?? 0) + (row.n_unparsed ?? 0);
      return [
        ...(severalModels ? [row.model ?? ''] : []),
        row.probe ?? '',
        row.metric ?? '',
        formatScope(row),
        formatFigure(row.estimate),
        formatInterval(row),
        String(row.n_items ?? ''),
        formatShare(row.n_unparsed, replies),
        formatShare(row.n_refused, replies),
      ];
    }),
    colour,
    width,
  );
}
