import type { ModelTally } from '../../records/model-tally.js';

/** The one model that the provider reported; as asked for when it reported none or several, or when two models of the
 *  suite are the same behind their ids. */
export function returnedName(modelId: string, tallies: ReadonlyMap<string, ModelTally>): string {
  const returned = tallies.get(modelId)?.returned ?? [];
  const [only] = returned;
  if (returned.length !== 1 || only === undefined) return modelId;
  const isShared = [...tallies].some(([id, tally]) => id !== modelId && tally.returned.includes(only));
  return isShared ? `${only} (${modelId})` : only;
}
