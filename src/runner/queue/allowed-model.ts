import type { Adapter, AdapterDefinition } from '../../adapters/adapter.js';
import { builtinAdapters } from '../../adapters/builtin-adapters.js';
import { UsageError } from '../../errors.js';
import type { JobModel } from './job.js';

/** What a worker lets jobs ask of it: jobs come from whoever reaches the queue. */
export interface Allowance {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Origins besides the providers' own that may be asked, and so may be sent a key. */
  readonly allow: ReadonlySet<string>;
  readonly concurrency: number;
}

/** Reads files of the machine that it runs on. */
const NOT_BY_JOB = 'replay';

/** Adapters that ship and that a worker can open; a suite's own modules are not on its machine. */
export function adapterForJobs(name: string): AdapterDefinition {
  const definition = builtinAdapters.find((known) => known.name === name);
  if (definition && name !== NOT_BY_JOB) return definition;
  throw new UsageError(
    `the adapter "${name}" cannot be asked by workers: only hosted and simulated models can`,
  );
}

/** Opens the model of a job with the worker's own keys.
 *  @throws UsageError when this worker has no key for it, or may not ask its host */
export async function openForJobs(model: JobModel, allowance: Allowance): Promise<Adapter> {
  const definition = adapterForJobs(model.adapter);
  if (model.baseURL !== undefined) {
    const origin = URL.canParse(model.baseURL) ? new URL(model.baseURL).origin : null;
    if (origin === null || !allowance.allow.has(origin))
      throw new UsageError(
        `${origin ?? model.baseURL} is not the provider's own address; start the worker with --allow ${origin ?? 'ORIGIN'} to let jobs ask it`,
      );
  }
  const { concurrency, environment } = allowance;
  return definition.open({ ...model, concurrency, directory: '.' }, environment);
}
