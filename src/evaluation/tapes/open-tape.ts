import { UsageError } from '../../errors.js';
import { replayFrom } from './replay-tape.js';
import { NO_TAPE, recordTo, type Tape } from './tape.js';

export interface TapeFiles {
  /** Cassette that every answer is added to. */
  readonly record?: string | null;
  /** Cassette that every answer comes from. */
  readonly replay?: string | null;
}

/** @throws UsageError for both at once or for no such cassette; RecordError when it cannot be read or written */
export async function openTape({ record, replay }: TapeFiles): Promise<Tape> {
  if (record && replay)
    throw new UsageError('--record and --replay exclude each other: what is replayed is recorded');
  if (replay) return replayFrom(replay);
  return record ? recordTo(record) : NO_TAPE;
}

/** Does the work of a run through its tape. @throws as `openTape`; RecordError when the recording could not be kept */
export async function withTape<T>(files: TapeFiles, work: (tape: Tape) => Promise<T>): Promise<T> {
  const tape = await openTape(files);
  try {
    return await work(tape);
  } finally {
    await tape.close();
  }
}
