import { existsSync } from 'node:fs';
import { readWordLists, type WordLists } from '../../probes/word-lists.js';
import { keptWordsPath } from '../../records/kept-words.js';

/** The word lists that a run was scored with, by probe; those of which none were kept are absent.
 *  @throws UsageError, FileError when a file cannot be read as word lists */
export async function readKeptWords(
  folder: string,
  probes: readonly string[],
): Promise<Map<string, WordLists>> {
  const kept = new Map<string, WordLists>();
  for (const probe of probes) {
    const path = keptWordsPath(folder, probe);
    if (existsSync(path)) kept.set(probe, await readWordLists(path));
  }
  return kept;
}
