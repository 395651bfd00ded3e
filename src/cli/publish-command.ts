import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ExitCode as Code, ExitCode } from '../errors.js';
import { writeFileAtomically } from '../records/draft-file.js';
import { writeManifest } from '../records/manifest.js';
import { publishedFolder } from '../records/published-folder.js';
import { publishedRuns, writeMarkedSection } from '../records/published-index.js';
import { publishedMetrics, publishedTexts } from '../records/published-tables.js';
import { writeRetest } from '../records/retest-csv.js';
import { readRun, type StoredRun } from '../records/stored-run.js';
import { exportReport } from '../reports/export/export-report.js';
import { modelNames } from '../reports/planted-rows.js';
import { type IndexedRun, indexCsv, indexMarkdown } from '../reports/published-tables.js';
import { requirePublishable } from './publishable.js';
import type { Terminal } from './terminal.js';

export interface PublishFlags {
  readonly results: string;
  readonly withholdText?: boolean;
}

/** `probity publish RUN...`: tables and manifest of each model of a run into the results folder, and its index anew.
 *  @throws UsageError for a run that a reader could not trust or repeat */
export async function publishCommand(
  folders: readonly string[],
  flags: PublishFlags,
  terminal: Terminal,
): Promise<Code> {
  const runs: StoredRun[] = [];
  for (const folder of folders) runs.push(await readRun(folder));
  for (const run of runs) await requirePublishable(run);
  const written: string[] = [];
  for (const run of runs) written.push(...(await publishRun(run, flags)));
  await rebuildIndex(flags.results);
  terminal.result(
    terminal.json
      ? JSON.stringify({
          published: written,
          index: [join(flags.results, 'README.md'), join(flags.results, 'index.csv')],
        })
      : [
          ...written.map((folder) => `published: ${folder}`),
          `index: ${join(flags.results, 'README.md')}`,
        ].join('\n'),
  );
  return ExitCode.done;
}

/** Publishes every model of a run that may be published. @returns the folders */
export async function publishRun(
  run: StoredRun,
  { results, withholdText = false }: PublishFlags,
): Promise<string[]> {
  const written: string[] = [];
  for (const model of run.manifest.models) {
    const names = modelNames(run.manifest, model.id);
    const own: StoredRun = {
      folder: run.folder,
      manifest: {
        ...run.manifest,
        models: [model],
        planted: run.manifest.planted.filter((one) => one.model === model.id),
      },
      estimates: run.estimates.filter((row) => names.includes(row.model ?? '')),
      retest: run.retest.filter((row) => row.model === model.id),
    };
    // Read whole before anything is written: a broken row leaves no half of a publication.
    const texts = await publishedTexts(run.folder, model.id, withholdText);
    const metrics = await publishedMetrics(run.folder, names);
    const folder = publishedFolder(results, run.manifest, model.id);
    mkdirSync(folder, { recursive: true });
    for (const name of ['completions.csv.gz', 'completions-withheld.csv.gz']) {
      if (!texts.has(name)) rmSync(join(folder, name), { force: true });
    }
    writeManifest(folder, own.manifest);
    writeFileAtomically(join(folder, 'metrics.csv'), [metrics]);
    writeFileAtomically(join(folder, 'tables.md'), [await exportReport(own, 'markdown', false)]);
    writeFileAtomically(join(folder, 'tables.tex'), [await exportReport(own, 'latex', false)]);
    writeFileAtomically(join(folder, 'tables.csv'), [await exportReport(own, 'csv', false)]);
    if (own.retest.length > 0) writeRetest(folder, own.manifest.run_id, own.retest);
    for (const [name, { bytes }] of texts) writeFileSync(join(folder, name), bytes);
    written.push(folder);
  }
  return written;
}

/** README.md (the marked section) and index.csv, from what lies in the results folder. */
export async function rebuildIndex(results: string): Promise<void> {
  const indexed: IndexedRun[] = [];
  for (const published of await publishedRuns(results))
    indexed.push({ published, run: await readRun(join(results, published.folder)) });
  writeMarkedSection(join(results, 'README.md'), indexMarkdown(indexed, results));
  writeFileAtomically(join(results, 'index.csv'), [indexCsv(indexed)]);
}
