import type { AdapterDefinition } from '../../adapters/adapter.js';
import { builtinAdapters } from '../../adapters/builtin-adapters.js';
import type { PaidAmount } from '../../records/completion-ledger.js';
import { Spending } from '../../runner/spending.js';
import type { Suite } from '../../suites/suite.js';
import { type Environment, NO_TAPE, type Tape } from '../tapes/tape.js';
import { ScorerAccounts } from './scorer-accounts.js';
import { openScorerContext } from './scorer-context.js';

/** Readies every scorer of a suite: a service that cannot be reached, a wrong label map or a reversed canary pair is
 *  found before the first request is paid for.
 *  @param opening `before`: what earlier starts paid, in the same budget
 *  @returns what they pay, in the budget that the models of the run share
 *  @throws UsageError, AdapterError */
export async function prepareScorers(
  suite: Suite,
  environment: Environment,
  { tape = NO_TAPE, before = NOTHING }: { readonly tape?: Tape; readonly before?: PaidAmount } = {},
): Promise<ScorerAccounts> {
  // The suite checked that its adapters came out of defineAdapter; only this folder knows their type.
  const own = suite.adapters as readonly AdapterDefinition[];
  const accounts = new ScorerAccounts(suite.budget, new Spending(suite.budget, before));
  const world = {
    accounts,
    // A judge that is also measured costs the same.
    priceOf: (name: string) =>
      suite.models.find(({ adapter, model }) => `${adapter}:${model}` === name)?.price ?? null,
    environment: tape.environment(environment),
    adapters: [...own, ...builtinAdapters].map((definition) => tape.adapter(definition)),
    fetch: (send: typeof fetch) => tape.fetch(send),
    directory: suite.directory,
    random: Math.random,
  };
  const scorers = new Set(suite.probes.flatMap((probe) => probe.scorers));
  for (const scorer of scorers)
    await scorer.prepare?.(openScorerContext({ ...world, scorer: `${scorer.name}@${scorer.version}` }));
  return accounts;
}

const NOTHING: PaidAmount = { usd: 0, tokens: 0, requests: 0 };
