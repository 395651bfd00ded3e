import { randomUUID } from 'node:crypto';
import { BATCH_PRICE_SHARE } from '../adapters/batches.js';
import { UsageError } from '../errors.js';
import { BatchFile } from '../records/batch-file.js';
import type { CompletionLedger } from '../records/completion-ledger.js';
import { completionId } from '../records/completion-row.js';
import { collectBatches } from '../runner/batch/collect-batches.js';
import { collectReplies } from '../runner/collect-replies.js';
import type { Collector } from '../runner/collector.js';
import type { Suite } from '../suites/suite.js';
import type { OpenModel } from './open-models.js';

/** How the requests of a run get their replies: asked one by one from this process, or handed to the provider as
 *  batches. */
export type Route =
  | { readonly by: 'request' }
  /** `pollMs`: between two looks at a batch. */
  | { readonly by: 'batch'; readonly pollMs: number };

export interface OpenRoute {
  collectorOf(open: OpenModel): Collector;
}

/** Models as the route asks them: at the price that it has.
 *  @throws UsageError when one of them cannot be asked so: before anything is sent */
export function routeModels(route: Route, suite: Suite, models: readonly OpenModel[]): readonly OpenModel[] {
  if (route.by === 'request') return models;
  const silent = models.filter(({ adapter }) => !adapter.batches).map(({ model }) => `"${model.id}"`);
  if (silent.length > 0)
    throw new UsageError(
      `--batch: the adapter of ${silent.join(', ')} has no batch interface; leave those models out, or run without --batch`,
    );
  const likelihoods = suite.probes.filter(({ probe }) => probe.task === 'likelihood');
  if (likelihoods.length > 0)
    throw new UsageError(
      `--batch: ${likelihoods.map(({ probe }) => `"${probe.name}"`).join(', ')} asks for log-likelihoods of the prompt, which no batch interface gives; run it without --batch`,
    );
  return models.map(({ model, adapter }) => ({
    adapter,
    model: { ...model, price: batchPrice(model.price) },
  }));
}

/** @throws RecordError when what an earlier start left cannot be read */
export function openRoute(
  route: Route,
  run: { readonly folder: string; readonly runId: string; readonly ledger: CompletionLedger },
): OpenRoute {
  if (route.by === 'request') return { collectorOf: () => collectReplies };
  const log = new BatchFile(run.folder, run.runId);
  return {
    collectorOf:
      ({ model: { id } }) =>
      (requests, { batches }, options) => {
        if (!batches) throw new UsageError(`model "${id}" has no batch interface`);
        return collectBatches(
          requests,
          batches,
          {
            runId: run.runId,
            model: id,
            log,
            pollMs: route.pollMs,
            idOf: ({ prompt, sampleIndex }) => completionId(id, prompt, sampleIndex),
            isAnswered: (key) => run.ledger.answered.has(key),
            newName: randomUUID,
          },
          options,
        );
      },
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
