import { mkdir } from 'node:fs/promises';
import { ExitCode, RecordError } from '../errors.js';

/** @throws RecordError when it cannot be made */
export async function makeRunFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw notWritable(folder, cause);
  }
}

/** Told before anything is sent. */
export function notWritable(folder: string, cause: unknown): RecordError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new RecordError(
    `the run folder ${folder} cannot be written: ${reason}; nothing was sent: mend the folder, or give another --out`,
    { path: folder, code: 'not_writable', exitCode: ExitCode.incomplete, cause },
  );
}
