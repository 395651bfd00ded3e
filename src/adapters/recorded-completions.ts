import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse';
import { type FileComplaint, FileError, UsageError } from '../errors.js';
import type { Request } from './adapter.js';
import { type Recorded, type RecordedRow, recordedCall } from './recorded-call.js';

/** Completions by item, and by probe, presentation and sample where the file tells them apart. */
interface RecordedCompletions {
  find(request: Request): Recorded | undefined;
}

/** Complaints that are listed; a file of another kind would have one a row. */
const MAX_COMPLAINTS = 20;

/** Reads the full completions.csv, or the short form `item_id,completion_text[,model][,sample_index]`. All replies are
 *  held in memory, prompts are not.
 *  @param model whose rows, in a file that holds several models
 *  @throws FileError with the line of each row that cannot be used; UsageError for a file that cannot be replayed */
export async function readRecordedCompletions(
  path: string,
  shownAs: string,
  model: string | null,
): Promise<RecordedCompletions> {
  const calls = new Map<string, Recorded>();
  const models = new Set<string>();
  const complaints: FileComplaint[] = [];
  let columns: ReadonlySet<string> = new Set();

  for await (const { row, line, header } of rowsOf(path, shownAs)) {
    columns = header;
    const rowModel = row.model_requested ?? row.model ?? '';
    if (model !== null && rowModel !== model) continue;
    models.add(rowModel);
    const call = recordedCall(row);
    const key = keyOf(header, row);
    const earlier = calls.get(key);
    // A call that failed and was made again later is in a journal twice.
    const repeated = earlier !== undefined && earlier.status !== 'error';
    if (typeof call === 'string') complaints.push({ file: shownAs, line, column: 1, message: call });
    else if (!repeated) calls.set(key, call);
    else if (call.status !== 'error' && models.size === 1)
      complaints.push({
        file: shownAs,
        line,
        column: 1,
        message: `a second completion of item "${row.item_id}"`,
      });
    if (complaints.length >= MAX_COMPLAINTS) break;
  }

  if (models.size > 1)
    throw new UsageError(
      `${shownAs}: holds completions of ${models.size} models; choose one with the option model: ${[...models].sort().join(', ')}`,
    );
  if (complaints.length > 0) throw new FileError(complaints);
  if (calls.size === 0)
    throw new UsageError(
      `${shownAs}: holds no completions${model === null ? '' : ` of the model "${model}"`}`,
    );
  return {
    find: ({ prompt, sampleIndex }) =>
      calls.get(
        keyOf(columns, {
          item_id: prompt.item.id,
          probe: prompt.item.probe,
          presentation_id: prompt.presentationId,
          sample_index: String(sampleIndex),
        }),
      ),
  };
}

function keyOf(columns: ReadonlySet<string>, row: RecordedRow): string {
  return JSON.stringify([
    row.item_id,
    columns.has('probe') ? row.probe : null,
    columns.has('presentation_id') ? row.presentation_id : null,
    Number(row.sample_index ?? 0),
  ]);
}

async function* rowsOf(path: string, shownAs: string) {
  let header: ReadonlySet<string> = new Set();
  const parser = parse({
    bom: true,
    skip_empty_lines: true,
    info: true,
    columns: (names: string[]) => {
      header = new Set(names);
      return names;
    },
  });
  createReadStream(path)
    .on('error', (error) => parser.destroy(error))
    .pipe(parser);
  try {
    for await (const { record, info } of parser) {
      if (!header.has('item_id') || !header.has('completion_text'))
        throw new UsageError(
          `${shownAs}: expected the columns item_id and completion_text, got ${[...header].join(', ')}`,
        );
      const row: RecordedRow = record;
      yield { row, line: Number(info.lines), header };
    }
  } catch (error) {
    if (error instanceof CsvError)
      throw new FileError(
        [{ file: shownAs, line: Number(error.lines ?? 1), column: 1, message: error.message }],
        {
          cause: error,
        },
      );
    if (error instanceof Error && 'syscall' in error)
      throw new UsageError(`${shownAs}: cannot be read: ${error.message}`, { cause: error });
    throw error;
  }
}
