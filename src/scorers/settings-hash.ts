import { createHash } from 'node:crypto';

/** Short digest of everything that decides a scorer's scores, for its version.
 *  @example settingsHash(['toxic']) // 'edb02f6a3445' */
export function settingsHash(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12);
}
