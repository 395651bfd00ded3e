import { join } from 'node:path';
import { writeFileAtomically } from '../records/draft-file.js';
import type { StoredRun } from '../records/stored-run.js';
import { reportMarkdown } from './report-markdown.js';

/** Writes the reports of a run into its folder; the same run gives the same bytes. */
export function writeReports(run: StoredRun): void {
  writeFileAtomically(join(run.folder, 'report.md'), [reportMarkdown(run)]);
}
