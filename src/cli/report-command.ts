import { type ExitCode as Code, ExitCode } from '../errors.js';
import { readRun } from '../records/stored-run.js';
import { summaryTable } from '../reports/summary-table.js';
import { writeReports } from '../reports/write-reports.js';
import type { Terminal } from './terminal.js';

/** `probity report RUN...`: rebuilds the reports of run folders from their tables. */
export async function reportCommand(folders: readonly string[], terminal: Terminal): Promise<Code> {
  const runs = [];
  for (const folder of folders) runs.push(await readRun(folder));
  for (const run of runs) await writeReports(run);
  terminal.result(
    terminal.json
      ? JSON.stringify(
          runs.map(({ folder, manifest, estimates }) => ({ folder, status: manifest.status, estimates })),
        )
      : runs
          .map((run) => `${summaryTable(run, terminal.colour)}\n\nreport: ${run.folder}/report.md`)
          .join('\n\n'),
  );
  return ExitCode.done;
}
