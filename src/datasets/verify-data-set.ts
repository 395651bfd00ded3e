import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { type DataSet, filesOf, type PinnedFile } from './data-set.js';
import { hashFile } from './hash-file.js';

/** `same`: byte for byte as published; `differs`: another content; `missing`: not in the folder; `extra`: not of the
 *  pinned ones. */
export type FileState = 'same' | 'differs' | 'missing' | 'extra';

export interface VerifiedFile {
  /** Below the folder; where the file should be when it is missing. */
  readonly path: string;
  readonly state: FileState;
}

/** Compares a folder with what is pinned of a data set: the publisher's repository as cloned, or a flat folder of its
 *  files. Folders with a leading dot (of version control) are not looked into. */
export async function verifyDataSet(set: DataSet, directory: string): Promise<VerifiedFile[]> {
  const verified: VerifiedFile[] = [];
  for (const { file } of filesOf(set)) {
    const path = placeOf(file, directory);
    const hash = await hashFile(join(directory, path));
    verified.push({ path, state: hash === null ? 'missing' : hash === file.sha256 ? 'same' : 'differs' });
  }
  const known = new Set(verified.map(({ path }) => path));
  for (const path of await listFiles(directory, directory)) {
    if (!known.has(path)) verified.push({ path, state: 'extra' });
  }
  return verified;
}

/** Whether a folder holds any file of a data set, of whatever content. */
export function isPresent(set: DataSet, directory: string): boolean {
  return filesOf(set).some(({ file }) => existsSync(join(directory, placeOf(file, directory))));
}

/** Where a file is, below the folder: as in the repository, or flat; the first when it is nowhere. */
function placeOf({ path, flat }: PinnedFile, directory: string): string {
  return [path, flat].find((place) => existsSync(join(directory, place))) ?? path;
}

async function listFiles(directory: string, root: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(directory, entry.name);
    if (entry.isFile()) found.push(relative(root, path).split(sep).join('/'));
    else if (entry.isDirectory() && !entry.name.startsWith('.')) found.push(...(await listFiles(path, root)));
  }
  return found;
}
