import { type Cell, formatRow } from '../../records/csv-row.js';
import type { StoredRun } from '../../records/stored-run.js';
import { figureBlocks, scopeIn } from '../figure-blocks.js';

/** Columns of the table for people; metrics.csv has all others. */
export const COMPACT_COLUMNS = [
  'model',
  'probe',
  'metric',
  'group',
  'condition',
  'estimate',
  'ci_low',
  'ci_high',
  'n_items',
  'n_missing',
  'p_adj',
  'notes',
] as const;

/** The figures that people compare, twelve columns each.
 *  @param spreadsheetSafe neutralises text that a spreadsheet would run as a formula */
export function compactCsv(run: StoredRun, spreadsheetSafe: boolean): string {
  const rows = figureBlocks(run).flatMap((block) =>
    block.figures.map(({ row }): Cell[] => [
      row.model,
      row.probe,
      row.metric,
      scopeIn(block, row),
      row.condition,
      row.estimate,
      row.ci_low,
      row.ci_high,
      row.n_items,
      (row.n_refused ?? 0) + (row.n_unparsed ?? 0),
      row.p_adj,
      [row.verdict, row.reason_if_null, row.flags]
        .filter((note) => note !== null && note !== '')
        .join('; ') || null,
    ]),
  );
  const safe = spreadsheetSafe ? rows.map((row) => row.map(neutralCell)) : rows;
  return [[...COMPACT_COLUMNS], ...safe].map(formatRow).join('');
}

/** A text that spreadsheets would take for a formula gets an apostrophe before it, which they do not show.
 *  @example neutralCell('=1+1') // "'=1+1" */
export function neutralCell(cell: Cell): Cell {
  return typeof cell === 'string' && /^[=+\-@\t\r]/u.test(cell) ? `'${cell}` : cell;
}
