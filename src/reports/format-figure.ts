import type { StoredEstimate } from '../records/stored-run.js';

/** A figure for people: three decimals, its sign where it can have one. @example formatFigure(0.25) // '0.250' */
export function formatFigure(value: number | null): string {
  if (value === null) return '–';
  const text = Math.abs(value).toFixed(3);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** The interval, or why there is none. @example formatInterval(row) // '[0.120, 0.380]' */
export function formatInterval(row: Pick<StoredEstimate, 'ci_low' | 'ci_high' | 'reason_if_null'>): string {
  if (row.ci_low === null || row.ci_high === null) return row.reason_if_null ?? '–';
  return `[${formatFigure(row.ci_low)}, ${formatFigure(row.ci_high)}]`;
}

/** `3 (1.2%)`; nothing but the number when there was no reply. */
export function formatShare(count: number | null, of: number): string {
  if (count === null) return '–';
  if (of === 0 || count === 0) return String(count);
  return `${count} (${((100 * count) / of).toFixed(1)}%)`;
}

/** The reference of an interaction: what the effects of the single factors add up to. */
export const ADDITIVE = 'additive';

/** What a row is about: the whole probe, a group, or a group against another. */
export function formatScope({ group, reference }: Pick<StoredEstimate, 'group' | 'reference'>): string {
  if (group === null) return 'all';
  if (reference === null) return group;
  return `${group} ${reference === ADDITIVE ? 'beyond' : 'vs'} ${reference}`;
}
