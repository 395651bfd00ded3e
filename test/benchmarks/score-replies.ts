import type { Prompt } from '../../src/probes/prompt.js';
import { COMPLETION_COLUMNS } from '../../src/records/completion-row.js';
import type { TableEstimate } from '../../src/records/metrics-csv.js';
import { openBenchmark } from './run-simulated.js';
import { inFolder, scoreRows } from './score-rows.js';

export interface WrittenReply {
  readonly text: string;
  readonly status?: 'ok' | 'truncated' | 'filtered' | 'error';
}

/** Estimates of one reply to each presentation of each item, through the whole scoring; null: it was not asked.
 *  @param write the publisher's files
 *  @param reply told the prompt and the number of its item in the order of asking */
export function scoreReplies(
  benchmark: string,
  write: (folder: string) => Promise<void>,
  reply: (prompt: Prompt, itemNumber: number) => WrittenReply | null,
): Promise<TableEstimate[]> {
  return inFolder(async (folder) => {
    await write(folder);
    const probe = await openBenchmark(benchmark, folder);
    const rows: string[][] = [];
    let number = 0;
    for (const item of probe.items({ seed: 1 })) {
      const itemNumber = number++;
      for (const prompt of probe.presentations(item)) {
        const given = reply(prompt, itemNumber);
        if (given === null) continue;
        const cells: Partial<Record<(typeof COMPLETION_COLUMNS)[number], string>> = {
          schema_version: '1',
          completion_id: `c${rows.length}`,
          run_id: 'r',
          suite: 's',
          suite_hash: 'h',
          probe: benchmark,
          item_id: item.id,
          presentation_id: prompt.presentationId,
          sample_index: '0',
          model_requested: 'm',
          completion_text: given.text,
          call_status: given.status ?? 'ok',
          started_at: '2026-01-01T00:00:00.000Z',
        };
        rows.push(COMPLETION_COLUMNS.map((column) => cells[column] ?? ''));
      }
    }
    return scoreRows(benchmark, folder, COMPLETION_COLUMNS, rows, {});
  });
}
