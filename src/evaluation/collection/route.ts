import { randomUUID } from 'node:crypto';
import { BATCH_PRICE_SHARE } from '../../adapters/batches.js';
import { UsageError } from '../../errors.js';
import { BatchFile } from '../../records/batch-file.js';
import type { CompletionLedger, PaidAmount } from '../../records/completion-ledger.js';
import { completionId } from '../../records/completion-row.js';
import { collectBatches } from '../../runner/batch/collect-batches.js';
import { collectReplies } from '../../runner/collect-replies.js';
import type { Collector } from '../../runner/collector.js';
import type { Suite } from '../../suites/suite.js';
import type { ScorerAccounts } from '../scoring/scorer-accounts.js';
import { type TapeFiles, withTape } from '../tapes/open-tape.js';
import type { Environment } from '../tapes/tape.js';
import { type OpenModel, openModels } from './open-models.js';
import { coordinatorEnvironment, openQueue } from './queue-route.js';

/** How the requests of a run get their replies: asked one by one from this process, handed to the provider as batches,
 *  or handed to workers through a queue. */
export type Route =
  | { readonly by: 'request' }
  /** `pollMs`: between two looks at a batch. */
  | { readonly by: 'batch'; readonly pollMs: number }
  | { readonly by: 'queue'; readonly url: string };

/** What a route must know of a run. */
export interface RoutedRun {
  readonly folder: string;
  readonly runId: string;
  readonly ledger: CompletionLedger;
}

export interface OpenRoute {
  /** As the route asks them: at the price that it has. */
  readonly models: readonly OpenModel[];
  /** @throws RecordError when what an earlier start left cannot be read */
  collectors(run: RoutedRun): (open: OpenModel) => Collector;
  close(): Promise<void>;
}

/** A route with what the scorers of the run pay. */
export type OpenRun = OpenRoute & { readonly accounts: ScorerAccounts };

export interface RouteOptions extends TapeFiles {
  /** How requests get their replies; absent: one by one from this process. */
  readonly route?: Route;
  readonly environment: Environment;
}

/** Opens the models of a run and readies the route to them, before anything is written or sent; does the work of the
 *  run, and closes them.
 *  @throws UsageError when a model cannot be opened or asked so, or the queue cannot be reached; as `withTape` */
export function withRoute<T>(
  suite: Suite,
  options: RouteOptions,
  before: PaidAmount,
  work: (opened: OpenRun) => Promise<T>,
): Promise<T> {
  const { environment, route = { by: 'request' } } = options;
  return withTape(options, async (tape) => {
    const keys = route.by === 'queue' ? coordinatorEnvironment(environment) : tape.environment(environment);
    const { models, accounts } = await openModels(suite, environment, { tape, keys, before });
    const opened = await open(route, suite, models, environment);
    try {
      return await work({ ...opened, accounts });
    } finally {
      await opened.close();
    }
  });
}

async function open(
  route: Route,
  suite: Suite,
  models: readonly OpenModel[],
  environment: Environment,
): Promise<OpenRoute> {
  if (route.by === 'queue') return openQueue({ url: route.url, environment }, models);
  if (route.by === 'batch') return openBatches(route.pollMs, suite, models);
  return { models, collectors: () => () => collectReplies, close: async () => {} };
}

function openBatches(pollMs: number, suite: Suite, models: readonly OpenModel[]): OpenRoute {
  const silent = models.filter(({ adapter }) => !adapter.batches).map(({ model }) => `"${model.id}"`);
  if (silent.length > 0)
    throw new UsageError(
      `--batch: the adapter of ${silent.join(', ')} has no batch interface; leave those models out, or run without --batch`,
    );
  const likelihoods = suite.probes.filter(({ probe }) => probe.task === 'likelihood');
  if (likelihoods.length > 0)
    throw new UsageError(
      `--batch: ${likelihoods.map(({ probe }) => `"${probe.name}"`).join(', ')} asks for log-likelihoods of the prompt, which are asked one by one only; run it without --batch`,
    );
  return {
    models: models.map(({ model, adapter }) => ({
      adapter,
      model: { ...model, price: batchPrice(model.price) },
    })),
    collectors({ folder, runId, ledger }) {
      const log = new BatchFile(folder, runId);
      return ({ model: { id }, adapter: { batches } }) => {
        if (!batches) throw new UsageError(`model "${id}" has no batch interface`);
        const plan = {
          runId,
          model: id,
          log,
          pollMs,
          idOf: ({ prompt, sampleIndex }: Parameters<typeof batches.line>[1]) =>
            completionId(id, prompt, sampleIndex),
          isAnswered: (key: string) => ledger.answered.has(key),
          newName: randomUUID,
        };
        return (requests, _, options) => collectBatches(requests, batches, plan, options);
      };
    },
    close: async () => {},
  };
}

function batchPrice(price: OpenModel['model']['price']): OpenModel['model']['price'] {
  return (
    price && {
      input: price.input * BATCH_PRICE_SHARE,
      output: price.output * BATCH_PRICE_SHARE,
      cachedInput: price.cachedInput === null ? null : price.cachedInput * BATCH_PRICE_SHARE,
    }
  );
}
