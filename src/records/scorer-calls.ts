import { join } from 'node:path';
import { readSideLog, SideLog } from './side-log.js';

const COLUMNS = [
  'run_id',
  'scorer',
  'model',
  'input_tokens',
  'output_tokens',
  'cost_usd',
  'most_tokens',
  'most_usd',
];

/** One attempt that a scorer paid for, or may have. */
export interface ScorerCall {
  readonly scorer: string;
  readonly model: string;
  /** null: not told. */
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly costUsd: number | null;
  /** What it counts for in the budget where the above is not known. */
  readonly mostTokens: number;
  readonly mostUsd: number;
}

/** scorer-calls.csv: what judges and classifiers were asked, so that the next start of a run knows what is spent. */
export class ScorerCallLog {
  readonly #log: SideLog;
  readonly #runId: string;

  constructor(folder: string, runId: string) {
    this.#log = new SideLog(pathIn(folder), COLUMNS);
    this.#runId = runId;
  }

  /** @throws RecordError when the disk refuses */
  append({ scorer, model, inputTokens, outputTokens, costUsd, mostTokens, mostUsd }: ScorerCall): void {
    this.#log.append([this.#runId, scorer, model, inputTokens, outputTokens, costUsd, mostTokens, mostUsd]);
  }
}

/** Those of one run; a folder may hold others that were scored into it. */
export function readScorerCalls(folder: string, runId: string): ScorerCall[] {
  const number = (text: string | undefined) => (text === undefined || text === '' ? null : Number(text));
  return readSideLog(pathIn(folder), COLUMNS)
    .filter(([run]) => run === runId)
    .map(([, scorer = '', model = '', input, output, cost, mostTokens, mostUsd]) => ({
      scorer,
      model,
      inputTokens: number(input),
      outputTokens: number(output),
      costUsd: number(cost),
      mostTokens: number(mostTokens) ?? 0,
      mostUsd: number(mostUsd) ?? 0,
    }));
}

function pathIn(folder: string): string {
  return join(folder, 'scorer-calls.csv');
}
