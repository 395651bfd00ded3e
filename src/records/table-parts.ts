import { createReadStream, createWriteStream, existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

/** A table that outgrew one file lies in numbered parts, oldest first, each with the header and of whole rows, perhaps
 *  compressed; the file with the table's own name is the newest part, which grows.
 *  @returns paths of what is there; the path itself when nothing is, so that its reader says what is missing
 *  @example tableParts('run/completions.csv') // ['run/completions.0001.csv.gz', 'run/completions.csv'] */
export function tableParts(path: string): string[] {
  const folder = dirname(path);
  const found = new Map<number, string>();
  for (const name of existsSync(folder) ? readdirSync(folder).sort() : []) {
    const number = partNumber(path, name);
    // A part that was just compressed may still lie beside what it was made of: one is as good as the other.
    if (number !== null && !found.has(number)) found.set(number, join(folder, name));
  }
  const parts = [...found.entries()].sort(([a], [b]) => a - b).map(([, part]) => part);
  return existsSync(path) || parts.length === 0 ? [...parts, path] : parts;
}

/** Where the newest part goes when it is full. */
export function nextPart(path: string): string {
  const numbers = readdirSync(dirname(path)).map((name) => partNumber(path, name) ?? 0);
  const next = Math.max(0, ...numbers) + 1;
  return path.replace(/\.csv$/u, `.${String(next).padStart(4, '0')}.csv`);
}

function partNumber(path: string, name: string): number | null {
  const stem = `${basename(path).replace(/\.csv$/u, '')}.`;
  if (!name.startsWith(stem)) return null;
  const [, number] = /^(\d{4,})\.csv(?:\.gz)?$/u.exec(name.slice(stem.length)) ?? [];
  return number === undefined ? null : Number(number);
}

/** The bytes of a part, whether it is compressed or not. Errors of the disk and of the compression are the stream's.
 *  @param end bytes that are read; all when absent */
export function openPart(
  part: string,
  options: { readonly highWaterMark: number; readonly end?: number },
): Readable {
  const { highWaterMark, end } = options;
  // Counts from 0 and includes the last.
  const source = createReadStream(part, { highWaterMark, ...(end !== undefined && { end: end - 1 }) });
  if (!part.endsWith('.gz')) return source;
  const plain = createGunzip({ chunkSize: highWaterMark });
  source.on('error', (error) => plain.destroy(error));
  plain.on('close', () => source.destroy());
  return source.pipe(plain);
}

/** Compresses a full part beside the run and then removes the plain file; whatever moment the process dies at, one of
 *  the two is whole. @throws the error of the disk, which leaves the plain file */
export async function compressPart(part: string): Promise<void> {
  const draft = `${part}.gz.draft`;
  try {
    await pipeline(createReadStream(part), createGzip(), createWriteStream(draft));
    await rename(draft, `${part}.gz`);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await rm(part);
}

/** A plain copy of a compressed part in a folder of its own, for who must jump about in it. */
export async function unpackPart(part: string): Promise<string> {
  const plain = join(await mkdtemp(join(tmpdir(), 'probity-part-')), 'part.csv');
  await pipeline(createReadStream(part), createGunzip(), createWriteStream(plain));
  return plain;
}
