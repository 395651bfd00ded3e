import { join } from 'node:path';
import type { StoredRun } from '../records/stored-run.js';
import { writeAtomically } from '../records/write-atomically.js';
import { reportMarkdown } from './report-markdown.js';

/** Writes the reports of a run into its folder; the same run gives the same bytes. */
export async function writeReports(run: StoredRun): Promise<void> {
  await writeAtomically(join(run.folder, 'report.md'), [reportMarkdown(run)]);
}
