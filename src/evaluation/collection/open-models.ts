import type { Adapter, AdapterDefinition } from '../../adapters/adapter.js';
import { builtinAdapters } from '../../adapters/builtin-adapters.js';
import { UsageError } from '../../errors.js';
import type { PaidAmount } from '../../records/completion-ledger.js';
import type { Suite, SuiteModel } from '../../suites/suite.js';
import { prepareScorers } from '../scoring/prepare-scorers.js';
import type { ScorerAccounts } from '../scoring/scorer-accounts.js';
import type { Environment, Tape } from '../tapes/tape.js';

export interface OpenModel {
  readonly model: SuiteModel;
  readonly adapter: Adapter;
}

/** Opens every model and readies every scorer of a suite, so that a missing key or a wrong label map is found before
 *  the first request is paid for.
 *  @param opening `keys`: the environment of the models themselves; `before`: what earlier starts paid
 *  @throws UsageError naming all models that cannot be opened */
export async function openModels(
  suite: Suite,
  environment: Environment,
  { tape, keys, before }: { readonly tape: Tape; readonly keys: Environment; readonly before: PaidAmount },
): Promise<{ readonly models: OpenModel[]; readonly accounts: ScorerAccounts }> {
  // The suite checked that its adapters came out of defineAdapter; only this folder knows their type.
  const own = suite.adapters as readonly AdapterDefinition[];
  const definitions = [...own, ...builtinAdapters].map((definition) => tape.adapter(definition));
  const complaints: string[] = [];
  const opened: OpenModel[] = [];
  for (const model of suite.models) {
    const definition = definitions.find(({ name }) => name === model.adapter);
    if (!definition) throw new UsageError(`model "${model.id}": no adapter "${model.adapter}"`);
    try {
      const settings = { ...model, concurrency: model.limits.concurrency, directory: suite.directory };
      opened.push({ model, adapter: await definition.open(settings, keys) });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      complaints.push(error.message);
    }
  }
  if (complaints.length > 0) throw new UsageError(complaints.join('\n'));
  const unpriced = suite.models.filter(({ price }) => price === null);
  if (suite.budget.usd !== null && unpriced.length > 0) {
    const names = unpriced.map(({ id }) => `"${id}"`).join(', ');
    throw new UsageError(`a budget in USD needs the price of every model; give "price" for ${names}`);
  }
  return { models: opened, accounts: await prepareScorers(suite, environment, { tape, before }) };
}
