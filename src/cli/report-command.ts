import { type ExitCode as Code, ExitCode, UsageError } from '../errors.js';
import { readRun, type StoredRun } from '../records/stored-run.js';
import { exportReport, FORMATS, type Format } from '../reports/export/export-report.js';
import { joinRuns } from '../reports/join-runs.js';
import { summaryTable } from '../reports/summary-table.js';
import { writeReports } from '../reports/write-reports.js';
import type { Terminal } from './terminal.js';

export interface ReportFlags {
  readonly format?: string;
  readonly spreadsheetSafe?: boolean;
}

/** `probity report RUN...`: rebuilds the reports of run folders from their tables, or prints one of another format.
 *  @throws UsageError for a format that there is not, or that holds one run only */
export async function reportCommand(
  folders: readonly string[],
  flags: ReportFlags,
  terminal: Terminal,
): Promise<Code> {
  const format = flags.format === undefined ? undefined : readFormat(flags.format);
  const runs: StoredRun[] = [];
  for (const folder of folders) runs.push(await readRun(folder));
  if (format) {
    terminal.result(await exportRuns(runs, format, flags.spreadsheetSafe ?? false));
    return ExitCode.done;
  }
  for (const run of runs) await writeReports(run);
  terminal.result(
    terminal.json
      ? JSON.stringify(
          runs.map(({ folder, manifest, estimates }) => ({ folder, status: manifest.status, estimates })),
        )
      : runs
          .map(
            (run) =>
              `${summaryTable(run, terminal.colour, process.stdout.columns)}\n\nreports: ${run.folder}/report.html, ${run.folder}/report.md`,
          )
          .join('\n\n'),
  );
  return ExitCode.done;
}

function readFormat(text: string): Format {
  const format = FORMATS.find((known) => known === text);
  if (!format) throw new UsageError(`expected --format to be one of ${FORMATS.join(', ')}, got "${text}"`);
  return format;
}

async function exportRuns(
  runs: readonly StoredRun[],
  format: Format,
  spreadsheetSafe: boolean,
): Promise<string> {
  const [first, ...others] = runs;
  if (!first) throw new UsageError('expected a run folder');
  if (format === 'html' && others.length > 0)
    throw new UsageError(
      `--format html shows one run, got ${runs.length}; without --format each folder gets its report.html`,
    );
  return exportReport(joinRuns([first, ...others]), format, spreadsheetSafe);
}
