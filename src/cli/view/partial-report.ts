import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { score } from '../../evaluate.js';
import { readLedger } from '../../records/completion-ledger.js';
import type { Manifest } from '../../records/manifest.js';
import { readCompletions } from '../../records/stored-completion.js';
import { readRun } from '../../records/stored-run.js';
import { reportHtml } from '../../reports/html/report-html.js';
import { openSuite, readSuiteFlags } from '../suite-options.js';

/** The report of a run that is still under way, from the answers so far, scored apart from it. Its status says that the
 *  figures are partial.
 *  @throws UsageError when the suite cannot be opened, RecordError when the answers cannot be read */
export async function partialReport(folder: string, manifest: Manifest): Promise<string> {
  const { suite, flags } = manifest.source;
  const opened = await openSuite(suite ?? undefined, readSuiteFlags(flags));
  const path = join(folder, 'completions.csv');
  const { end } = await readLedger(path, { runId: manifest.run_id, suite: manifest.suite });
  const out = await mkdtemp(join(tmpdir(), 'probity-view-'));
  try {
    await score(opened, readCompletions(path, end), {
      out,
      command: manifest.command,
      // No keys: to look at a run must never pay a judge.
      environment: {},
      presentationsPerItem: 'all',
    });
    const scored = await readRun(out);
    return await reportHtml({
      ...scored,
      manifest: { ...scored.manifest, status: 'running', run_id: manifest.run_id },
    });
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/** Requests that have their outcome so far. */
export async function answeredSoFar(folder: string, manifest: Manifest): Promise<number> {
  let rows = 0;
  const path = join(folder, 'completions.csv');
  const { end } = await readLedger(path, { runId: manifest.run_id, suite: manifest.suite });
  for await (const batch of readCompletions(path, end)) rows += batch.length;
  return rows;
}
