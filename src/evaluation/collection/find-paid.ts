import { join } from 'node:path';
import type { Request } from '../../adapters/adapter.js';
import { UsageError } from '../../errors.js';
import { readLabelProbabilities } from '../../records/label-probabilities.js';
import { readManifest } from '../../records/manifest.js';
import { PaidCompletions } from '../../records/paid-completions.js';
import type { Collected } from '../../runner/collected.js';
import type { OpenModel } from './open-models.js';

/** Answers of an earlier run that this one takes over instead of paying again. */
export interface Paid {
  /** @param model id of the model in this run */
  find(model: string, request: Request): Collected | null;
  close(): void;
}

/** Opens the completions of an earlier run. A model takes over what the very same model said: same adapter, name,
 *  host and options; its id may differ.
 *  @throws RecordError when the folder is not a run; UsageError when it asked none of these models */
export async function findPaid(folder: string, models: readonly OpenModel[]): Promise<Paid> {
  const manifest = await readManifest(folder);
  const earlier = new Map<string, string>();
  for (const { model, adapter } of models) {
    const same = manifest.models.find(
      (other) =>
        other.adapter === model.adapter &&
        other.model === adapter.model &&
        other.host === (adapter.host ?? null) &&
        sameOptions(other.parameters, model.options),
    );
    if (same) earlier.set(model.id, same.id);
  }
  if (earlier.size === 0) {
    const asked = manifest.models.map(({ id, model }) => (id === model ? id : `${id} (${model})`)).join(', ');
    throw new UsageError(
      `nothing of ${folder} can be used again: it asked ${asked || 'no model'}, with other names, hosts or options than this run`,
    );
  }
  const paid = await PaidCompletions.open(join(folder, 'completions.csv'), readLabelProbabilities(folder));
  return {
    find(model, request) {
      const id = earlier.get(model);
      return id === undefined ? null : paid.find(id, request);
    },
    close: () => paid.close(),
  };
}

/** Sampling parameters stand in every row; what else the manifest holds are options of the adapter. */
const SAMPLING = new Set(['temperature', 'top_p', 'max_tokens', 'seed']);

function sameOptions(
  parameters: Readonly<Record<string, unknown>>,
  options: Readonly<Record<string, unknown>>,
): boolean {
  const stored = Object.entries(parameters).filter(([name]) => !SAMPLING.has(name));
  return (
    stored.length === Object.keys(options).length && stored.every(([name, value]) => options[name] === value)
  );
}
