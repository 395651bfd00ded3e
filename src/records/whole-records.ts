import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { ExitCode, RecordError } from '../errors.js';

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Bytes of a CSV file up to the end of its last whole record: the last line feed outside quotes. What a killed
 *  process or a power cut left behind that is no record, and is neither read nor kept. 0 when there is no file.
 *  @throws RecordError when the file cannot be read */
export function wholeRecords(path: string): number {
  return eachRecordEnd(path, () => {});
}

/** Tells where every whole record ends, in order; empty lines are no records. @returns as `wholeRecords` */
export function eachRecordEnd(path: string, onRecord: (end: number) => void): number {
  if (!existsSync(path)) return 0;
  let file: number | null = null;
  try {
    file = openSync(path, 'r');
    return scan(file, onRecord);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RecordError(`${path} cannot be read: ${reason}`, {
      path,
      code: 'unreadable',
      exitCode: ExitCode.usage,
      cause,
    });
  } finally {
    if (file !== null) closeSync(file);
  }
}

function scan(file: number, onRecord: (end: number) => void): number {
  const { size } = fstatSync(file);
  const chunk = Buffer.allocUnsafe(1 << 20);
  let quoted = false;
  let isEmpty = true;
  let end = 0;
  for (let offset = 0; offset < size; ) {
    const length = readSync(file, chunk, 0, chunk.length, offset);
    if (length === 0) break;
    for (let index = 0; index < length; index++) {
      const byte = chunk[index];
      if (byte === QUOTE) quoted = !quoted;
      else if (byte === LINE_FEED && !quoted) {
        end = offset + index + 1;
        if (!isEmpty) onRecord(end);
        isEmpty = true;
        continue;
      }
      if (byte !== CARRIAGE_RETURN) isEmpty = false;
    }
    offset += length;
  }
  return end;
}
