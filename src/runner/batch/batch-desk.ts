import type { Request } from '../../adapters/adapter.js';
import type { Batch, Batches, BatchResults } from '../../adapters/batches.js';
import { BoundedRequests } from '../bounded-requests.js';
import type { CollectOptions } from '../collector.js';
import type { BatchEntry, BatchLog } from './batch-log.js';

/** Milliseconds that a file of 200 MB may take on its way. */
const TRANSFER_MS = 30 * 60_000;
/** Batches that are looked through for one that was made but never heard of. */
const MOST_LISTED = 2_000;

/** Everything that is asked of the provider about batches: each call tried again where that can help, each step kept
 *  in the log before the next begins. All throw AdapterError, or the reason of `abandon`. */
export class BatchDesk {
  readonly #batches: Batches;
  readonly #log: BatchLog;
  readonly #runId: string;
  readonly #calls: BoundedRequests;
  readonly #transfers: BoundedRequests;

  constructor(batches: Batches, log: BatchLog, runId: string, options: CollectOptions) {
    this.#batches = batches;
    this.#log = log;
    this.#runId = runId;
    const { random, abandon, timeoutMs } = options;
    this.#calls = new BoundedRequests({ concurrency: 1, timeoutMs, random, abandon });
    this.#transfers = new BoundedRequests({ concurrency: 1, timeoutMs: TRANSFER_MS, random, abandon });
  }

  /** Does what is left to do for a planned batch: upload, create, or find the one that was created.
   *  @param isPlannedNow in this process, so that the provider cannot have it yet */
  async submit(
    entry: BatchEntry,
    requests: ReadonlyMap<string, Request>,
    isPlannedNow: boolean,
  ): Promise<{ readonly entry: BatchEntry; readonly state: Batch }> {
    let { file } = entry;
    if (file === null) {
      const lines = Array.from(requests, ([key, request]) => this.#batches.line(key, request));
      file = await this.#transfers.run((signal) => this.#batches.upload(lines, entry.name, signal), asIs);
      this.#log.put({ ...entry, file });
    }
    const input = file;
    const labels = { probity_run: this.#runId, probity_batch: entry.name };
    let mayExist = !isPlannedNow;
    const state = await this.#calls.run(async (signal) => {
      // An attempt that was cut off may have been heard.
      const found = mayExist ? await this.#find(entry.name, input, signal) : null;
      mayExist = true;
      return found ?? this.#batches.create(input, labels, signal);
    }, asIs);
    const made = { ...entry, file, batch: state.id };
    this.#log.put(made);
    return { entry: made, state };
  }

  retrieve(batch: string): Promise<Batch> {
    return this.#calls.run((signal) => this.#batches.retrieve(batch, signal), asIs);
  }

  fetch(file: string, requestOf: (id: string) => Request | undefined): Promise<BatchResults> {
    return this.#transfers.run((signal) => this.#batches.fetch(file, requestOf, signal), asIs);
  }

  async #find(name: string, file: string, signal: AbortSignal): Promise<Batch | null> {
    let listed = 0;
    for await (const batch of this.#batches.list(signal)) {
      // Some servers keep no labels.
      if (batch.labels.probity_batch === name || batch.inputFile === file) return batch;
      if (++listed >= MOST_LISTED) break;
    }
    return null;
  }
}

const asIs = (error: unknown) => error;
