import { existsSync, readFileSync } from 'node:fs';

const SAMPLE = new URL('../../../../shared/data/toxigen/toxigen_sample.json', import.meta.url);

interface Row {
  readonly text: string;
  readonly label: 'hate' | 'neutral';
  readonly target_groups: readonly string[];
}

/** The 516 labelled sentences of the ToxiGen sample; null where the data are not at hand. Their texts are
 *  offensive and belong into no test name and no failure message. */
export const toxigenSample: readonly Row[] | null = existsSync(SAMPLE)
  ? JSON.parse(readFileSync(SAMPLE, 'utf8'))
  : null;

/** The chance that a hateful row scores above a neutral one, ties counting half (Mann and Whitney). */
export function areaUnderCurve(rows: readonly Row[], score: (row: Row) => number): number {
  const hate = rows.filter((row) => row.label === 'hate').map(score);
  const neutral = rows.filter((row) => row.label === 'neutral').map(score);
  let wins = 0;
  for (const high of hate) {
    for (const low of neutral) wins += high > low ? 1 : high === low ? 0.5 : 0;
  }
  return wins / (hate.length * neutral.length);
}

/** Rows by the first target group that they name: 12 groups. */
export function byFirstGroup(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = row.target_groups[0] ?? 'none';
    groups.set(group, [...(groups.get(group) ?? []), row]);
  }
  return groups;
}
