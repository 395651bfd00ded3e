import { setImmediate } from 'node:timers/promises';
import type { Request } from '../../adapters/adapter.js';
import type { Batch, Batches } from '../../adapters/batches.js';
import { AdapterError } from '../../errors.js';
import type { Collected } from '../collected.js';
import type { CollectOptions } from '../collector.js';
import { sleep } from '../sleep.js';
import { BatchDesk } from './batch-desk.js';
import { type BatchedRequest, BatchFiller } from './batch-filler.js';
import type { BatchLog, BatchTally } from './batch-log.js';
import { type OpenBatch, type Settled, settleBatch } from './settle-batch.js';

export interface BatchPlan {
  readonly runId: string;
  /** Id of the model within the suite. */
  readonly model: string;
  readonly log: BatchLog;
  /** Between two looks at a batch. */
  readonly pollMs: number;
  idOf(request: Request): string;
  isAnswered(id: string): boolean;
  /** Unique for ever. */
  newName(): string;
}

/** Batches of one model under way at once: what they hold is in memory until they end. */
const MOST_OPEN = 4;
/** Looks in a row that may fail, each after all its attempts. */
const MOST_FAILED_LOOKS = 10;
/** Times in a row that a batch may be refused for its size while no other is under way. */
const MOST_REFUSALS = 5;

/** Sends requests as batches and yields their results as each batch ends. Every step is kept in the log, so that a
 *  start after a kill goes on with the batches that are under way instead of paying for them again. When stopped, the
 *  batches go on at the provider.
 *  @throws AdapterError when a batch is refused as a whole, or as every Collector */
export async function* collectBatches(
  requests: Iterable<Request>,
  batches: Batches,
  plan: BatchPlan,
  options: CollectOptions,
): AsyncGenerator<Collected> {
  const { stop } = options;
  const note = (text: string) => options.onNote?.(text);
  const desk = new BatchDesk(batches, plan.log, plan.runId, options);
  const filler = new BatchFiller(requests, batches, (request) => plan.idOf(request), options);
  const open = new Map<string, OpenBatch>();
  const said = new Map<string, string>();
  let failedLooks = 0;
  let refusals = 0;
  let isHeld = false;

  const submit = async ({ entry, requests }: OpenBatch, isPlannedNow: boolean) => {
    const bare = new Map(Array.from(requests, ([key, { request }]) => [key, request]));
    const made = await desk.submit(entry, bare, isPlannedNow);
    open.set(entry.name, { entry: made.entry, requests });
    note(`batch ${made.state.id}: ${requests.size} requests`);
  };
  const close = ({ entry }: OpenBatch, tally: BatchTally) => {
    open.delete(entry.name);
    plan.log.put({ ...entry, keys: [], tally });
  };
  const look = async (batch: string): Promise<Batch | null> => {
    try {
      const state = await desk.retrieve(batch);
      failedLooks = 0;
      if (said.get(batch) !== state.status) note(`batch ${batch}: ${state.status}${progressOf(state)}`);
      said.set(batch, state.status);
      return state;
    } catch (error) {
      if (!(error instanceof AdapterError) || error.fatal || ++failedLooks >= MOST_FAILED_LOOKS) throw error;
      return null;
    }
  };

  try {
    for (const adopted of adopt(plan, filler)) {
      if (adopted.requests.size === 0) close(adopted, NOTHING);
      else if (adopted.entry.batch === null) await submit(adopted, false);
      else open.set(adopted.entry.name, adopted);
    }
    while (!stop.aborted) {
      while (open.size < MOST_OPEN && !isHeld && !stop.aborted) {
        const filling = await filler.next();
        if (!filling) break;
        const { attempt, requests } = filling;
        const keys = [...requests.keys()];
        const name = plan.newName();
        const entry = { name, attempt, keys, model: plan.model, file: null, batch: null, tally: null };
        plan.log.put(entry);
        await submit({ entry, requests }, true);
      }
      if (open.size === 0 && !isHeld && !filler.isWaiting) return;
      isHeld = false;
      let isIdle = true;
      for (const one of [...open.values()]) {
        const state = stop.aborted || one.entry.batch === null ? null : await look(one.entry.batch);
        if (state === null || state.phase === 'waiting') continue;
        if (state.phase === 'refused') {
          close(one, { ...NOTHING, again: one.requests.size });
          release(one.requests.values());
          refusals = open.size === 0 ? refusals + 1 : 0;
          if (state.problem?.code !== 'token_limit_exceeded' || refusals >= MOST_REFUSALS)
            throw refused(plan.model, state);
          isHeld = true;
          filler.sendAgain(
            Array.from(one.requests.values(), ({ request }) => request),
            one.entry.attempt,
          );
          continue;
        }
        refusals = 0;
        const settled: Settled = yield* settleBatch(one, state, desk);
        // By the next turn the journal has what was yielded. One that was refused by the disk stops the run, and then
        // the results are fetched once more by the next start.
        await setImmediate();
        if (stop.aborted) break;
        close(one, settled.tally);
        isIdle = false;
        if (settled.fatal) throw settled.fatal;
        filler.sendAgain(settled.again, one.entry.attempt + 1);
        note(`batch ${state.id}: ${describe(settled.tally)}`);
      }
      if (isIdle) await sleep(plan.pollMs, stop);
    }
  } catch (error) {
    if (!options.abandon.aborted || error !== options.abandon.reason) throw error;
  } finally {
    filler.close();
  }
  if (open.size > 0) {
    const names = Array.from(open.values(), ({ entry }) => entry.batch ?? entry.name).join(', ');
    note(`${open.size} batches go on at the provider (${names}); the next start collects them`);
  }
}

/** Batches of earlier starts that are not collected yet, with those of their requests that are not answered. */
function adopt(plan: BatchPlan, filler: BatchFiller): OpenBatch[] {
  const entries = plan.log.open(plan.model);
  const owners = new Map<string, Map<string, BatchedRequest>>();
  const adopted = entries.map((entry) => {
    const requests = new Map<string, BatchedRequest>();
    for (const key of entry.keys) if (!plan.isAnswered(key)) owners.set(key, requests);
    return { entry, requests };
  });
  filler.find(new Set(owners.keys()), (key, batched) => owners.get(key)?.set(key, batched));
  return adopted;
}

const NOTHING: BatchTally = { answered: 0, failed: 0, again: 0, missing: 0, unknown: 0, garbage: 0 };

function release(requests: Iterable<BatchedRequest>): void {
  for (const { permit } of requests) permit?.then((taken) => taken?.settle('free'));
}

function progressOf({ done }: Batch): string {
  return done === null ? '' : `, ${done} requests done`;
}

function describe({ answered, failed, again, missing, unknown, garbage }: BatchTally): string {
  const parts = [`${answered} answered`];
  if (failed > 0) parts.push(`${failed} failed for good`);
  if (again > 0) parts.push(`${again} to be sent again`);
  if (missing > 0) parts.push(`${missing} without a line`);
  if (unknown > 0) parts.push(`${unknown} lines of no request in it`);
  if (garbage > 0) parts.push(`${garbage} lines that cannot be read`);
  return parts.join(', ');
}

function refused(model: string, { id, problem }: Batch): AdapterError {
  const code = problem?.code ? ` (${problem.code})` : '';
  return new AdapterError(
    `${model}: the provider refused batch ${id} as a whole${code}: ${problem?.message ?? 'no reason given'}`,
    { code: 'batch_refused', fatal: true },
  );
}
