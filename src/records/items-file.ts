import type { Forms, ItemOutcome, ItemRow, Replies } from '../decisions/item-row.js';
import { ExitCode, RecordError } from '../errors.js';
import { ITEM_COLUMNS } from './items-csv.js';
import { readOwnCsv } from './own-csv.js';

/** Outcomes kept parsed: answers are discrete, so items share them. */
const KEPT = 50_000;

/** The items of one model in an items.csv, in batches.
 *  @param model id within the run
 *  @throws RecordError for a missing file, another header or a broken row, with its number */
export async function* readItems(path: string, model: string): AsyncGenerator<ItemRow[]> {
  const outcomeOf = outcomeParser();
  const names = new Map<string, string>();
  // One string for each name, not one an item: most of the memory of a large run would be copies.
  const shared = (text: string) => {
    const known = names.get(text);
    if (known !== undefined) return known;
    const own = detached(text);
    names.set(own, own);
    return own;
  };
  const optional = (text: string | undefined) => (text === undefined || text === '' ? null : shared(text));
  let line = 0;
  for await (const batch of readOwnCsv(path)) {
    const rows: ItemRow[] = [];
    for (const record of batch) {
      if (++line === 1) {
        if (record.join(',') !== ITEM_COLUMNS.join(','))
          throw broken(path, 1, 'is not the header of items.csv');
        continue;
      }
      if (record.length !== ITEM_COLUMNS.length)
        throw broken(path, line, `has ${record.length} fields, expected ${ITEM_COLUMNS.length}`);
      const [, , modelId, probe = '', itemId = '', ordinal, cluster = '', cluster2, set] = record;
      if (modelId !== model) continue;
      const outcome = outcomeOf(record);
      if (!outcome || !Number.isSafeInteger(Number(ordinal)))
        throw broken(path, line, 'has counts or contributions that are not numbers');
      rows.push({
        probe: shared(probe),
        itemId: detached(itemId),
        ordinal: Number(ordinal),
        clusterId: shared(cluster),
        cluster2Id: optional(cluster2),
        setId: optional(set),
        axis: optional(record[9]),
        group: optional(record[10]),
        reference: optional(record[11]),
        condition: optional(record[12]),
        outcome,
      });
    }
    yield rows;
  }
}

const scratch = Buffer.alloc(1 << 12);

/** A copy that does not keep the chunk of the file alive of which the text is a part. */
function detached(text: string): string {
  // A UTF-16 unit takes at most three bytes.
  if (text.length * 3 > scratch.length) return Buffer.from(text, 'utf8').toString('utf8');
  return scratch.toString('utf8', 0, scratch.write(text, 'utf8'));
}

/** Reads counts and `metric=1 1;other=|0 1|-1 1`; null when a number in them is none. */
function outcomeParser(): (record: readonly string[]) => ItemOutcome | null {
  const known = new Map<string, ItemOutcome | null>();
  return (record) => {
    const counts = `${record[13]},${record[14]},${record[15]},${record[16]}`;
    const key = `${counts},${record[17]}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const replies = parseReplies(counts);
    const contributions = parseContributions(record[17] ?? '');
    const outcome = replies && contributions && { replies, contributions };
    if (known.size < KEPT) known.set(key, outcome);
    return outcome;
  };
}

function parseReplies(counts: string): Replies | null {
  const [answer = 0, refused = 0, unparsed = 0, error = 0] = counts.split(',').map(Number);
  const replies = { answer, refused, unparsed, error };
  return Object.values(replies).every((count) => Number.isSafeInteger(count) && count >= 0) ? replies : null;
}

function parseContributions(text: string): ReadonlyMap<string, Forms> | null {
  const contributions = new Map<string, Forms>();
  if (text === '') return contributions;
  let sound = true;
  for (const part of text.split(';')) {
    const equals = part.lastIndexOf('=');
    const values = part.slice(equals + 1);
    // Nothing after the sign: the metric applies, and no reply brought anything.
    const forms =
      values === ''
        ? []
        : values.split('|').map((form) => {
            if (form === '') return null;
            const numbers = form.split(' ').map(Number);
            if (!numbers.every(Number.isFinite)) sound = false;
            return numbers;
          });
    contributions.set(part.slice(0, equals), forms);
  }
  return sound ? contributions : null;
}

function broken(path: string, line: number, what: string): RecordError {
  return new RecordError(`${path}: record ${line} ${what}`, {
    path,
    code: 'unreadable',
    exitCode: ExitCode.usage,
  });
}
