import Table from 'cli-table3';
import type { StoredRun } from '../records/stored-run.js';
import { formatFigure, formatInterval, formatScope, formatShare } from './format-figure.js';
import { headlineEstimates } from './headline-estimates.js';

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' ',
};

/** The headline figures as a table for a terminal: never a figure without its interval and its counts.
 *  @param colour whether the terminal takes it */
export function summaryTable(run: StoredRun, colour: boolean): string {
  const rows = headlineEstimates(run);
  const severalModels = new Set(rows.map(({ model }) => model)).size > 1;
  const table = new Table({
    head: [
      ...(severalModels ? ['model'] : []),
      'probe',
      'metric',
      'group',
      'estimate',
      '95% interval',
      'n',
      'unparsed',
      'refused',
    ].map((title) =>
      title === '95% interval' ? `${Math.round(run.manifest.statistics.confidence * 100)}% interval` : title,
    ),
    chars: NO_LINES,
    style: { head: colour ? ['bold'] : [], border: colour ? ['grey'] : [], compact: true },
    colAligns: [
      ...(severalModels ? (['left'] as const) : []),
      'left',
      'left',
      'left',
      'right',
      'left',
      'right',
      'right',
      'right',
    ],
  });
  for (const row of rows) {
    const replies = (row.n_answer ?? 0) + (row.n_refused ?? 0) + (row.n_unparsed ?? 0);
    table.push([
      ...(severalModels ? [row.model] : []),
      row.probe,
      row.metric,
      formatScope(row),
      formatFigure(row.estimate),
      formatInterval(row),
      row.n_items,
      formatShare(row.n_unparsed, replies),
      formatShare(row.n_refused, replies),
    ]);
  }
  return table.toString();
}
