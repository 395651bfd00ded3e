import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ExitCode, RecordError } from '../errors.js';
import { writeFileAtomically } from './draft-file.js';

const fileSchema = z.strictObject({ schema_version: z.literal('1'), name: z.uuid() });

/** The name under which a run folder's jobs lie in a queue, kept in its queue.json: the same in every start there, so
 *  that results are found again, and never that of another folder, whose answers are its own even for the same suite.
 *  @throws RecordError when the file cannot be read or written */
export function queueNameOf(folder: string): string {
  const path = join(folder, 'queue.json');
  if (existsSync(path)) {
    const parsed = fileSchema.safeParse(jsonOf(path));
    if (parsed.success) return parsed.data.name;
    throw new RecordError(
      `${path} does not fit: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}; remove it: what workers hold is then asked again`,
      { path, code: 'unreadable', exitCode: ExitCode.usage, cause: parsed.error },
    );
  }
  const name = randomUUID();
  const file: z.infer<typeof fileSchema> = { schema_version: '1', name };
  writeFileAtomically(path, [`${JSON.stringify(file)}\n`]);
  return name;
}

function jsonOf(path: string): unknown {
  const text = readFileSync(path, 'utf8');
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
