import { open, rename, rm } from 'node:fs/promises';
import { ExitCode, RecordError } from '../errors.js';

/** Writes a whole file so that a reader sees the old one or the new one, never a part.
 *  @throws RecordError when the disk refuses; the old file then stays */
export async function writeAtomically(
  path: string,
  chunks: Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  const draft = `${path}.draft`;
  try {
    const file = await open(draft, 'w');
    try {
      let pending = '';
      for await (const chunk of chunks) {
        pending += chunk;
        if (pending.length > 1 << 18) {
          await file.write(pending);
          pending = '';
        }
      }
      await file.write(pending);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    if (cause instanceof Error && 'syscall' in cause) {
      throw new RecordError(`${path} cannot be written: ${cause.message}`, {
        path,
        code: 'write_failed',
        exitCode: ExitCode.incomplete,
        cause,
      });
    }
    throw cause;
  }
}
