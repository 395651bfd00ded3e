export interface Column {
  readonly title: string;
  /** Figures stand right. */
  readonly right?: boolean;
}

/** A GitHub table. Cells are untrusted: pipes, line breaks and HTML in them stay text.
 *  @example markdownTable([{ title: 'a' }], [['x|y']]) // '| a |\n| --- |\n| x\\|y |' */
export function markdownTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeCell).join(' | ')} |`;
  return [
    line(columns.map(({ title }) => title)),
    `| ${columns.map(({ right }) => (right ? '---:' : '---')).join(' | ')} |`,
    ...rows.map(line),
  ].join('\n');
}

/** Text that stays text within a line of Markdown. */
export function escapeCell(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('`', '\\`')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}
