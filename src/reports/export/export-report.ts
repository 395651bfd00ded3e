import type { StoredRun } from '../../records/stored-run.js';
import { checklist } from '../checklist.js';
import { findings } from '../findings.js';
import { missing } from '../missing.js';

export const FORMATS = ['latex', 'markdown', 'csv', 'json', 'html', 'model-card'] as const;
export type Format = (typeof FORMATS)[number];

/** A run in a format that something else reads. Each is loaded only when asked for.
 *  @param spreadsheetSafe only for csv */
export async function exportReport(
  run: StoredRun,
  format: Format,
  spreadsheetSafe: boolean,
): Promise<string> {
  switch (format) {
    case 'latex':
      return (await import('./latex-tables.js')).latexTables(run);
    case 'markdown':
      return (await import('./markdown-tables.js')).markdownTables(run);
    case 'csv':
      return (await import('./compact-csv.js')).compactCsv(run, spreadsheetSafe);
    case 'html':
      return (await import('../html/report-html.js')).reportHtml(run);
    case 'model-card':
      return (await import('./model-card.js')).modelCard(run);
    case 'json': {
      const { top, tested, surviving } = findings(run);
      const whole = {
        manifest: run.manifest,
        findings: { tested, surviving, top },
        missing: missing(run),
        checklist: checklist(run),
        estimates: run.estimates,
      };
      return `${JSON.stringify(whole, null, 2)}\n`;
    }
  }
}
