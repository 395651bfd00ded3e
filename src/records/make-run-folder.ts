import { mkdir } from 'node:fs/promises';
import { RecordError } from '../errors.js';

/** @throws RecordError when it cannot be made */
export async function makeRunFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RecordError(`cannot make the run folder ${folder}: ${reason}`, {
      path: folder,
      code: 'not_writable',
      exitCode: 4,
      cause,
    });
  }
}
