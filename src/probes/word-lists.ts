import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type FileComplaint, FileError, UsageError } from '../errors.js';

/** Words that are looked for in texts: the user's own, never shipped. */
export interface WordLists {
  /** Lists of words that stand for groups, in the order of the file. */
  readonly groups: readonly NamedWords[];
  /** Lists of words that groups may be tied to: professions, adjectives. */
  readonly targets: readonly NamedWords[];
  /** Words that count for nothing. */
  readonly stop: ReadonlySet<string>;
  /** SHA-256 of the file. */
  readonly hash: string;
}

export interface NamedWords {
  readonly name: string;
  /** In lower case, each once. */
  readonly words: readonly string[];
}

const ROLES = ['group', 'target', 'stop'] as const;
const HEADER = 'role,list,word';

/** Reads a CSV with the columns role (group, target or stop), list and word: one word a line, no quotes.
 *  @throws UsageError when it cannot be read; FileError with the line of every row that does not fit */
export async function readWordLists(path: string): Promise<WordLists> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`cannot read word lists ${path}: ${reason}`, { cause });
  }
  const [header = '', ...lines] = text.replace(/^\uFEFF/u, '').split(/\r?\n/u);
  const complaints: FileComplaint[] = [];
  const complain = (line: number, message: string) =>
    complaints.push({ file: path, line, column: 1, message });
  if (header.trim() !== HEADER) complain(1, `expected the header ${HEADER}, got "${header.trim()}"`);
  const lists = new Map<string, Set<string>>();
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const [role = '', list = '', word = '', ...rest] = line.split(',').map((cell) => cell.trim());
    if (!ROLES.some((known) => known === role))
      complain(index + 2, `expected the role ${ROLES.join(', ')}, got "${role}"`);
    else if (list === '' || !/^[\p{L}\p{N}]+$/u.test(word) || rest.length > 0)
      complain(index + 2, `expected a list and one word of letters and digits, got "${line}"`);
    else {
      const key = `${role}\n${list}`;
      lists.set(key, (lists.get(key) ?? new Set()).add(word.toLowerCase()));
    }
  }
  if (complaints.length > 0) throw new FileError(complaints);
  const ofRole = (role: string) =>
    [...lists].flatMap(([key, words]) => {
      const [own, name = ''] = key.split('\n');
      return own === role ? [{ name, words: [...words] }] : [];
    });
  return {
    groups: ofRole('group'),
    targets: ofRole('target'),
    stop: new Set(ofRole('stop').flatMap(({ words }) => words)),
    hash: createHash('sha256').update(text).digest('hex'),
  };
}
