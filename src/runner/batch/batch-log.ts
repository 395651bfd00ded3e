/** What came of a batch, in requests; the last three in lines. */
export interface BatchTally {
  readonly answered: number;
  /** Failed for good. */
  readonly failed: number;
  /** Not answered (expired, failed for now, missing), and so sent again. */
  readonly again: number;
  /** Requests of which the results say nothing. */
  readonly missing: number;
  /** Lines of requests that were not in the batch, or were answered before in it. */
  readonly unknown: number;
  /** Lines that say nothing of any request. */
  readonly garbage: number;
}

/** One batch from the moment that it is planned. */
export interface BatchEntry {
  /** Given by us before anything is sent, and told to the provider: by it a batch is found whose id was never heard. */
  readonly name: string;
  /** Id of the model within the suite. */
  readonly model: string;
  /** From 1; further ones hold what earlier ones left unanswered. */
  readonly attempt: number;
  /** Requests in it, by completion id; emptied once its results are kept. */
  readonly keys: readonly string[];
  /** The provider's ids; null: not heard yet. */
  readonly file: string | null;
  readonly batch: string | null;
  /** null: not collected yet. */
  readonly tally: BatchTally | null;
}

/** Batches of a run, kept so that a process killed at any moment finds them again. */
export interface BatchLog {
  /** Those of a model that are not collected, oldest first. */
  open(model: string): readonly BatchEntry[];
  /** Adds an entry, or replaces the one of its name; kept when it returns. @throws RecordError when the disk refuses */
  put(entry: BatchEntry): void;
}
