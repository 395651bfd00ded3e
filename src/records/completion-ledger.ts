import { existsSync, readFileSync } from 'node:fs';
import { ExitCode, RecordError } from '../errors.js';
import { COMPLETION_COLUMNS } from './completion-row.js';
import { formatRow } from './csv-row.js';
import { IdSet } from './id-set.js';
import { readCompletions, type StoredCompletion } from './stored-completion.js';
import { wholeRecords } from './whole-records.js';

/** Longer than the header. */
const MAX_HEADER_BYTES = 4096;

/** What rows count for in a budget. */
export interface PaidAmount {
  readonly usd: number;
  /** Input and output together. */
  readonly tokens: number;
  /** Attempts that were sent, those that failed included. */
  readonly requests: number;
}

/** What a run folder already holds, and so what is not sent again. */
export interface CompletionLedger {
  /** Requests that have an answer; failed ones are not among them. */
  readonly answered: IdSet;
  /** By model id. */
  readonly answeredByModel: ReadonlyMap<string, number>;
  /** What counts in the budget; answers of earlier runs that it took over cost nothing. */
  readonly paid: PaidAmount;
  /** Bytes of the journal up to the end of its last whole row. */
  readonly end: number;
}

/** Reads the journal of an earlier start of the same run, whatever byte it was cut off at. Changes nothing.
 *  @param amountOf what a row that this run sent counts for; absent: nobody asks what was paid
 *  @throws RecordError when its rows belong to another run, or cannot be read */
export async function readLedger(
  path: string,
  run: { readonly runId: string; readonly suite: string },
  amountOf: (row: StoredCompletion) => Omit<PaidAmount, 'requests'> = () => ({ usd: 0, tokens: 0 }),
): Promise<CompletionLedger> {
  const answered = new IdSet();
  const answeredByModel = new Map<string, number>();
  const paid = { usd: 0, tokens: 0, requests: 0 };
  const end = wholeRecords(path);
  if (end === 0) requireOurs(path);
  for await (const batch of readCompletions(path, end)) {
    for (const row of batch) {
      if (row.runId !== run.runId || row.suite !== run.suite) throw foreignRow(path, row, run);
      const isAnswer = row.status !== 'error' && answered.add(row.completionId);
      if (!row.cached) {
        paid.requests += row.attempts;
        const { usd, tokens } = amountOf(row);
        paid.usd += usd;
        paid.tokens += tokens;
      }
      if (isAnswer) answeredByModel.set(row.model, (answeredByModel.get(row.model) ?? 0) + 1);
    }
  }
  return { answered, answeredByModel, paid, end };
}

/** A file without a whole row is written anew, so it must not be another's: it is empty, or the beginning of our
 *  header, or what a power cut makes of that. */
function requireOurs(path: string): void {
  if (!existsSync(path)) return;
  const beginning = readFileSync(path).subarray(0, MAX_HEADER_BYTES).toString('utf8').replace(/\0+$/u, '');
  if (formatRow(COMPLETION_COLUMNS).startsWith(beginning)) return;
  throw new RecordError(`${path} is no completions.csv; move it away, or give another --out`, {
    path,
    code: 'unreadable',
    exitCode: ExitCode.usage,
  });
}

function foreignRow(
  path: string,
  row: { readonly runId: string; readonly suite: string },
  run: { readonly runId: string; readonly suite: string },
): RecordError {
  const why =
    row.suite === run.suite
      ? `an earlier run of suite "${row.suite}" with other probes, models or settings (run ${row.runId}, now ${run.runId})`
      : `suite "${row.suite}", not "${run.suite}"`;
  return new RecordError(
    `${path} holds completions of ${why}; give another --out, or the earlier settings to go on`,
    {
      path,
      code: 'other_run',
      exitCode: ExitCode.usage,
    },
  );
}
