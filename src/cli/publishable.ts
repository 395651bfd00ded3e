import { UsageError } from '../errors.js';
import type { StoredRun } from '../records/stored-run.js';
import { openSuite, readSuiteFlags } from './suite-options.js';

/** Flags that leave what a suite asks as its file has it. */
const HARMLESS = ['model', 'data', 'concurrency', 'maxUsd', 'maxRequests'];

/** Refuses a run that a reader could not trust or repeat, with every reason at once.
 *  @throws UsageError */
export async function requirePublishable(run: StoredRun): Promise<void> {
  const { manifest, estimates } = run;
  const complaints: string[] = [];
  if (manifest.status !== 'complete' && manifest.status !== 'scored')
    complaints.push(`it is ${manifest.status}: finish it first`);
  if (manifest.shard !== null) complaints.push('it is one part of a run: merge the parts first');
  if (estimates.length === 0) complaints.push('it has no estimate');
  if (manifest.models.length === 0) complaints.push('it names no model');
  for (const { id, returned, requests } of manifest.models) {
    if (requests > 0 && returned.length === 0 && manifest.status !== 'scored')
      complaints.push(`provenance is missing: ${id} never said which model answered`);
  }
  if (
    estimates.some(
      (row) => row.denominator === 'conditional' && (row.n_answer ?? 0) > 0 && row.first_call_at === null,
    ) &&
    manifest.status !== 'scored'
  )
    complaints.push('provenance is missing: there is no date of the calls');
  complaints.push(...(await whyNotFrozen(run)));
  if (complaints.length > 0)
    throw new UsageError(
      `${run.folder} cannot be published:\n${complaints.map((line) => `  ${line}`).join('\n')}`,
    );
}

/** A published run is of a suite as its file has it, and the file is still that. */
async function whyNotFrozen({ manifest }: StoredRun): Promise<string[]> {
  const { suite, flags } = manifest.source;
  const own = suite === null && manifest.status === 'scored' ? ['probe'] : [];
  const changed = Object.keys(flags).filter((flag) => ![...HARMLESS, ...own].includes(flag));
  if (changed.length > 0)
    return [
      `its suite is not frozen: ${changed.map((flag) => `--${flag}`).join(', ')} changed it on the command line`,
    ];
  try {
    const opened = await openSuite(suite ?? undefined, readSuiteFlags(flags));
    return opened.hash === manifest.suite_hash
      ? []
      : ['its suite is not frozen: the file has changed since the run'];
  } catch (error) {
    return [`its suite cannot be checked: ${error instanceof Error ? error.message : String(error)}`];
  }
}
