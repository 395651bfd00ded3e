import { CsvError, parse } from 'csv-parse';
import { ExitCode, RecordError } from '../errors.js';
import { openPart, tableParts } from './table-parts.js';

export interface CsvOptions {
  readonly delimiter?: string;
  /** Bytes that are read; the whole file when absent. */
  readonly end?: number;
}

/** Records of a CSV file in batches, header first: a file of any size at the speed of the parser. Lines may end in LF
 *  or CRLF, also in turns: an editor may have rewritten what we append to.
 *  @throws RecordError when the file cannot be read or a record cannot be parsed, with its line */
export async function* readCsv(path: string, options: CsvOptions = {}): AsyncGenerator<string[][]> {
  const { delimiter = ',', end } = options;
  if (end === 0) return;
  const parser = parse({
    bom: true,
    delimiter,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    skip_empty_lines: true,
  });
  const source = openPart(path, { highWaterMark: 1 << 18, ...(end !== undefined && { end }) });
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    let batch: string[][] = [];
    for await (const record of parser) {
      batch.push(record);
      if (batch.length >= 64) {
        yield batch;
        batch = [];
      }
    }
    if (batch.length > 0) yield batch;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const what = cause instanceof CsvError ? 'is not readable CSV' : 'cannot be read';
    throw new RecordError(`${path} ${what}: ${reason}`, {
      path,
      code: 'unreadable',
      exitCode: ExitCode.usage,
      cause,
    });
  } finally {
    source.destroy();
  }
}

/** Records of a table of a run folder, which may lie in several parts, header once.
 *  @param end bytes of its newest part that are read; all when absent
 *  @throws RecordError as `readCsv` */
export async function* readTable(path: string, end?: number): AsyncGenerator<string[][]> {
  const parts = tableParts(path);
  for (const [index, part] of parts.entries()) {
    let isHeader = index > 0;
    for await (const batch of readCsv(part, part === path && end !== undefined ? { end } : {})) {
      yield isHeader ? batch.slice(1) : batch;
      isHeader = false;
    }
  }
}
