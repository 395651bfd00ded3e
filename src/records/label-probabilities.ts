import { join } from 'node:path';
import { z } from 'zod';
import { readSideLog, SideLog } from './side-log.js';

/** Probabilities of the presented labels by completion id. */
export type LabelProbabilities = ReadonlyMap<string, Readonly<Record<string, number>>>;

const COLUMNS = ['completion_id', 'probabilities'];
const probabilities = z.record(z.string(), z.number().min(0).max(1));

/** label-probabilities.csv: what servers that give log-probabilities said of each label, beside completions.csv,
 *  whose columns are fixed. */
export class ProbabilityLog {
  readonly #log: SideLog;

  constructor(folder: string) {
    this.#log = new SideLog(pathIn(folder), COLUMNS);
  }

  /** Call it before the completion itself is journalled: probabilities without a completion do no harm.
   *  @throws RecordError when the disk refuses */
  append(completionId: string, labels: Readonly<Record<string, number>>): void {
    this.#log.append([completionId, JSON.stringify(labels)]);
  }
}

/** What a run folder holds; empty when no server gave any. Rows that are not whole are those of a crash: their
 *  completions were not journalled. */
export function readLabelProbabilities(folder: string): LabelProbabilities {
  const found = new Map<string, Readonly<Record<string, number>>>();
  for (const [id, text] of readSideLog(pathIn(folder), COLUMNS)) {
    const parsed = probabilities.safeParse(parseJson(text ?? ''));
    if (id !== undefined && parsed.success) found.set(id, parsed.data);
  }
  return found;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function pathIn(folder: string): string {
  return join(folder, 'label-probabilities.csv');
}
