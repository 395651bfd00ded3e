import { join } from 'node:path';
import type { WordLists } from '../probes/word-lists.js';
import { formatRow } from './csv-row.js';
import { writeFileAtomically } from './draft-file.js';

/** Keeps the word lists that a probe was scored with in the run folder, as they are read: a comparison weighs counts by the
 *  sizes of the lists, long after the user's file has changed.
 *  @throws RecordError when the disk refuses */
export function keepWords(folder: string, probe: string, { groups, targets, stop }: WordLists): void {
  const lists = [
    ...groups.map((list) => ({ role: 'group', ...list })),
    ...targets.map((list) => ({ role: 'target', ...list })),
    { role: 'stop', name: 'stop', words: [...stop] },
  ];
  writeFileAtomically(keptWordsPath(folder, probe), [
    formatRow(['role', 'list', 'word']),
    ...lists.flatMap(({ role, name, words }) => words.map((word) => formatRow([role, name, word]))),
  ]);
}

export function keptWordsPath(folder: string, probe: string): string {
  return join(folder, `words-${probe}.csv`);
}
