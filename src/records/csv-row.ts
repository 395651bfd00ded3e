/** What one cell may hold; null is an empty field. */
export type Cell = string | number | boolean | null;

const NEEDS_QUOTES = /[",\r\n]/;

/** One RFC 4180 record with its line feed. Numbers in the shortest form that round-trips; an empty string is quoted,
 *  so that it differs from null. Text is kept as it is, control characters included, with one exception that UTF-8
 *  forces: half of a surrogate pair without the other has no encoding and becomes U+FFFD when the row is written.
 *  @throws RangeError for a number that is not finite: an undefined figure is null
 *  @example formatRow(['a,b', 0.1, null, true]) // '"a,b",0.1,,true\n' */
export function formatRow(cells: readonly Cell[]): string {
  let row = '';
  for (let index = 0; index < cells.length; index++) {
    if (index > 0) row += ',';
    row += formatCell(cells[index] ?? null);
  }
  return `${row}\n`;
}

function formatCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') {
    if (cell === '') return '""';
    return NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  }
  if (typeof cell === 'boolean') return cell ? 'true' : 'false';
  if (!Number.isFinite(cell)) throw new RangeError(`expected a finite number in a CSV cell, got ${cell}`);
  return Object.is(cell, -0) ? '0' : String(cell);
}
