import type { AdapterDefinition } from '../../adapters/adapter.js';
import { builtinAdapters } from '../../adapters/builtin-adapters.js';
import type { Suite } from '../../suites/suite.js';
import { type Environment, NO_TAPE, type Tape } from '../tapes/tape.js';
import { openScorerContext } from './scorer-context.js';

/** Readies every scorer of a suite: a service that cannot be reached, a wrong label map or a reversed canary pair is
 *  found before the first request is paid for.
 *  @throws UsageError, AdapterError */
export async function prepareScorers(
  suite: Suite,
  environment: Environment,
  tape: Tape = NO_TAPE,
): Promise<void> {
  // The suite checked that its adapters came out of defineAdapter; only this folder knows their type.
  const own = suite.adapters as readonly AdapterDefinition[];
  const context = openScorerContext({
    environment: tape.environment(environment),
    adapters: [...own, ...builtinAdapters].map((definition) => tape.adapter(definition)),
    fetch: (send) => tape.fetch(send),
    directory: suite.directory,
    random: Math.random,
  });
  const scorers = new Set(suite.probes.flatMap((probe) => probe.scorers));
  for (const scorer of scorers) await scorer.prepare?.(context);
}
