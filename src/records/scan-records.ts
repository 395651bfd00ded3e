import { ExitCode, RecordError } from '../errors.js';
import { openPart, tableParts } from './table-parts.js';

const QUOTE = 0x22;
const LINE_FEED = 0x0a;

/** Whole records of a table of a run folder as they lie in it, part after part, header first and without their line
 *  feed: finding where records end costs a fraction of parsing them, so a few of hundreds of thousands can be picked
 *  out at the speed of the disk. A torn last record is left out.
 *  @throws RecordError when the file cannot be read */
export async function* scanRecords(path: string): AsyncGenerator<Buffer[]> {
  for (const [index, part] of tableParts(path).entries()) {
    let isHeader = index > 0;
    for await (const records of scanPart(part)) {
      yield isHeader ? records.slice(1) : records;
      isHeader = false;
    }
  }
}

async function* scanPart(path: string): AsyncGenerator<Buffer[]> {
  const source = openPart(path, { highWaterMark: 1 << 18 });
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of source) {
      if (!Buffer.isBuffer(chunk)) continue;
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const { records, end } = wholeRecords(bytes);
      rest = end < bytes.length ? Buffer.from(bytes.subarray(end)) : Buffer.alloc(0);
      if (records.length > 0) yield records;
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RecordError(`${path} cannot be read: ${reason}`, {
      path,
      code: 'unreadable',
      exitCode: ExitCode.usage,
      cause,
    });
  } finally {
    source.destroy();
  }
}

/** Line feeds end a record unless an odd number of quotes stands before them. */
function wholeRecords(bytes: Buffer): { readonly records: Buffer[]; readonly end: number } {
  const records: Buffer[] = [];
  let start = 0;
  let at = 0;
  let quote = bytes.indexOf(QUOTE);
  for (;;) {
    const line = bytes.indexOf(LINE_FEED, at);
    if (line < 0) break;
    if (quote >= 0 && quote < line) {
      const closing = bytes.indexOf(QUOTE, quote + 1);
      if (closing < 0) break;
      at = closing + 1;
      quote = bytes.indexOf(QUOTE, at);
      continue;
    }
    if (line > start) records.push(bytes.subarray(start, bytes[line - 1] === 0x0d ? line - 1 : line));
    start = line + 1;
    at = start;
  }
  return { records, end: start };
}

/** The first fields of a record, without reading the rest of it: keys come before texts in every table of ours.
 *  @example firstFields(Buffer.from('1,"a,b",c'), 2) // ['1', 'a,b'] */
export function firstFields(record: Buffer, count: number): string[] {
  // Keys are short; a longer prefix is read only when they are not.
  for (let length = 32 * count; ; length *= 8) {
    const text = record.toString('utf8', 0, length);
    const fields = splitRecord(text, count);
    if (fields.length > count || length >= record.length) return fields.slice(0, count);
  }
}

/** Fields of one record; what follows the field after `count` is not looked at. */
export function splitRecord(text: string, count = Number.POSITIVE_INFINITY): string[] {
  const fields: string[] = [];
  let at = 0;
  while (at <= text.length && fields.length <= count) {
    if (text[at] !== '"') {
      const comma = text.indexOf(',', at);
      const end = comma < 0 ? text.length : comma;
      fields.push(text.slice(at, end));
      at = end + 1;
      continue;
    }
    let field = '';
    for (;;) {
      const end = text.indexOf('"', at + 1);
      field += text.slice(at + 1, end < 0 ? text.length : end);
      at = end < 0 ? text.length : end + 1;
      if (text[at] !== '"') break;
      field += '"';
    }
    fields.push(field);
    at++;
  }
  return fields;
}
