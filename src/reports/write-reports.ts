import { join } from 'node:path';
import { writeFileAtomically } from '../records/draft-file.js';
import type { StoredRun } from '../records/stored-run.js';
import { reportMarkdown } from './report-markdown.js';

/** Writes the reports of a run into its folder; the same run gives the same bytes.
 *  @throws RecordError when a table cannot be read or the disk refuses */
export async function writeReports(run: StoredRun): Promise<void> {
  writeFileAtomically(join(run.folder, 'report.md'), [reportMarkdown(run)]);
  // The libraries for plots take a quarter of a second to load, which a command that draws none should not pay.
  const { reportHtml } = await import('./html/report-html.js');
  writeFileAtomically(join(run.folder, 'report.html'), [await reportHtml(run)]);
}
