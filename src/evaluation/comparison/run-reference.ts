import { UsageError } from '../../errors.js';
import { unknownName } from '../../probes/validate-document.js';
import { type Manifest, readManifest } from '../../records/manifest.js';

/** One model of one run folder. */
export interface RunReference {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Id within the run. */
  readonly model: string;
}

/** The models that a `RUN` or `RUN#model` names: one, or every model of the run.
 *  @throws RecordError when the folder is no run; UsageError for a model that it does not have */
export async function openReferences(text: string): Promise<RunReference[]> {
  const [folder = '', model] = text.split(/#(.*)/su);
  const manifest = await readManifest(folder);
  const ids = manifest.models.map(({ id }) => id);
  if (model !== undefined && !ids.includes(model)) {
    throw new UsageError(`${text}: ${unknownName('model', model, ids)}`);
  }
  if (ids.length === 0) throw new UsageError(`${folder} has no completions of any model yet`);
  return (model === undefined ? ids : [model]).map((id) => ({ folder, manifest, model: id }));
}

/** Pairs baseline and candidate: the one model of each, or else every model that both have by id.
 *  @throws UsageError when nothing says which belongs to which */
export function pairReferences(
  baseline: readonly RunReference[],
  candidate: readonly RunReference[],
): (readonly [RunReference, RunReference])[] {
  const [one] = baseline;
  const [other] = candidate;
  if (one && other && baseline.length === 1 && candidate.length === 1) return [[one, other]];
  const pairs = candidate.flatMap((mine) => {
    const theirs = baseline.find(({ model }) => model === mine.model);
    return theirs ? [[theirs, mine] as const] : [];
  });
  if (pairs.length > 0) return pairs;
  const names = (references: readonly RunReference[]) =>
    references.map(({ folder, model }) => `${folder}#${model}`);
  throw new UsageError(
    `cannot tell which models to compare; name one of each: ${names(baseline).join(', ')} with ${names(candidate).join(', ')}`,
  );
}

/** As the reports and the tables name each: what the provider returned, or what was asked for; with its id in the run
 *  where two would have the same name. */
export function referenceNames(references: readonly RunReference[]): string[] {
  const names = references.map(({ manifest, model }) => {
    const returned = manifest.models.find(({ id }) => id === model)?.returned ?? [];
    return returned.length === 1 ? (returned[0] ?? model) : model;
  });
  return names.map((name, place) => {
    const id = references[place]?.model ?? name;
    const isShared = names.some((other, index) => other === name && references[index]?.model !== id);
    return isShared ? `${name} (${id})` : name;
  });
}
