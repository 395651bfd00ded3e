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

/** A table for a terminal, without lines. @param colour whether the terminal takes it */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  colour: boolean,
): string {
  const table = new Table({
    head: columns.map(({ title }) => title),
    chars: NO_LINES,
    style: { head: colour ? ['bold'] : [], border: [], compact: true, 'padding-left': 0, 'padding-right': 1 },
    colAligns: columns.map(({ right }) => (right ? 'right' : 'left')),
  });
  table.push(...rows.map((row) => row.map(printable)));
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
