import type { CalibrationRow } from '../decisions/calibration.js';
import { markdownTable } from './markdown-table.js';
import { textTable } from './text-table.js';

const COLUMNS = [
  { title: 'figure' },
  { title: 'probe' },
  { title: 'metric' },
  { title: 'scope' },
  { title: 'clusters', right: true },
  { title: 'planted', right: true },
  { title: 'expected', right: true },
  { title: 'observed ± error', right: true },
  { title: 'accepted' },
  { title: '' },
] as const;

/** What each scene is. */
const SCENE_TITLES: Readonly<Record<CalibrationRow['scene'], string>> = {
  alike: 'The same bias in every template',
  varied: 'A bias of its own in every template (and name or occupation, where those are crossed)',
  early: 'Stopping early: 200 planted templates, cluster standard deviation 0.2, margin 0.05',
};

/** A row together with whether its figure is accepted; null: nothing was to be met. */
export interface JudgedRow {
  readonly row: CalibrationRow;
  readonly accepted: boolean | null;
}

/** For a terminal. @param colour whether it takes it */
export function calibrationText(rows: readonly JudgedRow[], colour: boolean): string {
  return scenes(rows)
    .map(({ title, own }) => `${title}\n\n${textTable([...COLUMNS], own.map(cells), colour)}`)
    .join('\n\n');
}

/** @param command that makes the table again */
export function calibrationMarkdown(
  rows: readonly JudgedRow[],
  of: { readonly suite: string; readonly seeds: number; readonly command: string },
): string {
  const missed = rows.filter(({ accepted }) => accepted === false).length;
  const judged = rows.filter(({ accepted }) => accepted !== null).length;
  const sections = scenes(rows).map(
    ({ title, own }) => `## ${title}\n\n${markdownTable(COLUMNS, own.map(cells))}`,
  );
  return `${[
    `# Calibration of the suite \`${of.suite}\``,
    `Simulated models with planted truth went through the whole pipeline (probes, answers, scorers, metrics, comparison) with ${of.seeds} seeds. The error is that of ${of.seeds} seeds. ${judged - missed} of ${judged} figures with a requirement meet it; those that do not are marked.`,
    `Made again by\n\n    ${of.command}`,
    ...sections,
    'Coverage: share of 95% intervals that hold the planted value. Under null: two models with the same planting; a gate calls the second one regressed where the lower limit of its 90% interval is above 0 and the upper one not below the margin. Unclustered: the same test with every item taken for independent; where templates differ it must be seen to fail, by its p and by its interval above 0, which is all that a gate without a margin asks. With a margin such a gate errs the other way as well: the interval that is too narrow ends below the margin, and the rules then call it equivalent, so how often it says regressed is shown and nothing is asked of it. Power: share of intervals above 0 where the candidate was planted worse by what the plan says is detected; expected from the standard error of such runs and the t test of the gate.',
  ].join('\n\n')}\n`;
}

function scenes(rows: readonly JudgedRow[]) {
  return (['alike', 'varied', 'early'] as const)
    .map((scene) => ({
      title: SCENE_TITLES[scene],
      own: rows.filter(({ row }) => row.scene === scene),
    }))
    .filter(({ own }) => own.length > 0);
}

function cells({ row, accepted }: JudgedRow): string[] {
  const figure = row.method === null ? row.figure : `${row.figure} (${row.method})`;
  return [
    figure.replaceAll('_', ' '),
    row.probe ?? 'all gates',
    row.metric ?? '',
    row.scope ?? '',
    row.clusters === null ? '' : String(row.clusters),
    row.planted === null ? '' : String(row.planted),
    row.expected === null ? '' : row.expected.toFixed(3),
    `${row.observed.toFixed(3)} ± ${row.monteCarloError.toFixed(3)}`,
    row.accepted === null ? '' : `${rounded(row.accepted.low)} to ${rounded(row.accepted.high)}`,
    accepted === false ? 'NOT MET' : '',
  ];
}

function rounded(value: number): string {
  return String(Number(value.toFixed(3)));
}
