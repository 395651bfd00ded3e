import { type ExitCode as Code, ExitCode, UsageError } from '../errors.js';
import { mergeRuns, type RunPart } from '../evaluation/merge-runs.js';
import { prepareScorers } from '../evaluation/scoring/prepare-scorers.js';
import { readManifest } from '../records/manifest.js';
import { readRun } from '../records/stored-run.js';
import { summaryTable } from '../reports/summary-table.js';
import { writeReports } from '../reports/write-reports.js';
import { commandLine } from './command-line.js';
import { noteScorerFailures } from './scorer-notes.js';
import { openSuite, readSuiteFlags } from './suite-options.js';
import type { Terminal } from './terminal.js';

/** `probity merge RUN... --out DIR`: joins shards or partial runs of one suite into one run folder. */
export async function mergeCommand(
  folders: readonly string[],
  flags: { readonly out: string },
  terminal: Terminal,
): Promise<Code> {
  const manifests: RunPart[] = [];
  for (const folder of folders) manifests.push({ folder, manifest: await readManifest(folder) });
  const [first] = manifests;
  if (!first) throw new UsageError('expected at least one run folder');
  const { source } = first.manifest;
  const suite = await openSuite(source.suite ?? undefined, readSuiteFlags(source.flags));
  if (suite.hash !== first.manifest.suite_hash) {
    throw new UsageError(
      `suite "${suite.name}" has changed since ${first.folder} was run (suite hash ${first.manifest.suite_hash.slice(0, 12)} then, ${suite.hash.slice(0, 12)} now); merge with the files as they were`,
    );
  }
  const accounts = await prepareScorers(suite, process.env);
  const command = commandLine(flags.out);
  const result = await mergeRuns(suite, manifests, { out: flags.out, command, accounts });
  const stored = await readRun(result.folder);
  await writeReports(stored);
  noteScorerFailures(result.manifest, terminal);
  terminal.result(
    terminal.json
      ? JSON.stringify({
          folder: result.folder,
          status: result.manifest.status,
          missing: result.missing,
          estimates: result.estimates,
        })
      : `${summaryTable(stored, terminal.colour, process.stdout.columns)}\n\nrun folder: ${flags.out}`,
  );
  if (result.missing === 0) return ExitCode.done;
  process.stderr.write(
    `incomplete: ${result.missing} of the suite's requests have no answer in these folders${absent(manifests)}\n`,
  );
  return ExitCode.incomplete;
}

/** Which shards of the run are not among them. */
function absent(parts: readonly RunPart[]): string {
  const shards = parts.flatMap(({ manifest }) => manifest.shard ?? []);
  const count = Math.max(0, ...shards.map((shard) => shard.of));
  const given = new Set(shards.map(({ index }) => index));
  const missing = Array.from({ length: count }, (_, place) => place + 1).filter((index) => !given.has(index));
  return missing.length === 0
    ? ''
    : `; absent: ${missing.map((index) => `shard ${index}/${count}`).join(', ')}`;
}
