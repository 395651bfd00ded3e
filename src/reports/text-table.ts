import Table from 'cli-table3';

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

export interface TextColumn {
  readonly title: string;
  /** Figures stand right. */
  readonly right?: boolean;
}

/** A table for a terminal, without lines.
 *  @param colour whether the terminal takes it
 *  @param width of the terminal: names are cut so that rows fit into it; absent: as wide as they are */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  colour: boolean,
  width?: number,
): string {
  const table = new Table({
    head: columns.map(({ title }) => title),
    chars: NO_LINES,
    style: { head: colour ? ['bold'] : [], border: [], compact: true, 'padding-left': 0, 'padding-right': 1 },
    colAligns: columns.map(({ right }) => (right ? 'right' : 'left')),
  });
  const cells = rows.map((row) => row.map(printable));
  table.push(...(width === undefined ? cells : fitted(columns, cells, width)));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Names and model ids come from outside: control characters and escapes stay out of the terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '�');
}

/** A name shorter than this tells nothing. */
const SHORTEST = 8;

/** Cuts the longest names, one character at a time, until a row fits; figures are never cut. */
function fitted(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): string[][] {
  const widths = columns.map(({ title }, index) =>
    rows.reduce((most, row) => Math.max(most, [...(row[index] ?? '')].length), title.length),
  );
  // A space between columns.
  let excess = widths.reduce((sum, one) => sum + one + 1, -1) - width;
  while (excess > 0) {
    const longest = widths.reduce((best, one, index) => {
      const isName =
        columns[index]?.right !== true && one > Math.max(SHORTEST, columns[index]?.title.length ?? 0);
      return isName && one > (widths[best] ?? 0) ? index : best;
    }, -1);
    const before = widths[longest];
    if (before === undefined) break;
    widths[longest] = before - 1;
    excess--;
  }
  return rows.map((row) =>
    row.map((cell, index) => {
      const characters = [...cell];
      const most = widths[index] ?? characters.length;
      return characters.length <= most ? cell : `${characters.slice(0, most - 1).join('')}…`;
    }),
  );
}
