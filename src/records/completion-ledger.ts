import { existsSync } from 'node:fs';
import { ExitCode, RecordError } from '../errors.js';
import { IdSet } from './id-set.js';
import { readCompletions } from './stored-completion.js';

/** What a run folder already holds, and so what is not sent again. */
export interface CompletionLedger {
  /** Requests that have an answer; failed ones are not among them. */
  readonly answered: IdSet;
  readonly costUsd: number;
  /** By model id. */
  readonly answeredByModel: ReadonlyMap<string, number>;
}

/** Reads the journal of an earlier start of the same run.
 *  @throws RecordError when its rows belong to another run, or cannot be read */
export async function readLedger(
  path: string,
  run: { readonly runId: string; readonly suite: string },
): Promise<CompletionLedger> {
  const answered = new IdSet();
  const answeredByModel = new Map<string, number>();
  let costUsd = 0;
  if (!existsSync(path)) return { answered, costUsd, answeredByModel };
  for await (const batch of readCompletions(path)) {
    for (const row of batch) {
      if (row.runId !== run.runId) throw foreignRow(path, row, run);
      if (row.status === 'error' || !answered.add(row.completionId)) continue;
      costUsd += row.costUsd ?? 0;
      answeredByModel.set(row.model, (answeredByModel.get(row.model) ?? 0) + 1);
    }
  }
  return { answered, costUsd, answeredByModel };
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
