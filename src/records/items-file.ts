import type { Forms, ItemOutcome, ItemRow, Replies } from '../decisions/item-row.js';
import { ExitCode, RecordError } from '../errors.js';
import { detached } from './detached-text.js';
import { ITEM_COLUMNS } from './items-csv.js';
import { readOwnCsv } from './own-csv.js';
import { areAmounts, parseAmounts } from './tally-amounts.js';

/** Outcomes kept parsed: answers are discrete, so items share them. */
const KEPT = 50_000;

/** The items of one model in an items.csv, in batches.
 *  @param model id within the run
 *  @throws RecordError for a missing file, another header or a broken row, with its number */
export async function* readItems(path: string, model: string): AsyncGenerator<ItemRow[]> {
  const outcomeOf = outcomeParser();
  const column = columnsOf(new Map());
  const [probes, clusters, clusters2, sets] = [column(), column(), column(), column()];
  const [axes, groups, references, conditions] = [column(), column(), column(), column()];
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
        probe: probes(probe) ?? '',
        itemId: detached(itemId),
        ordinal: Number(ordinal),
        clusterId: clusters(cluster) ?? '',
        cluster2Id: clusters2(cluster2),
        setId: sets(set),
        axis: axes(record[9]),
        group: groups(record[10]),
        reference: references(record[11]),
        condition: conditions(record[12]),
        outcome,
      });
    }
    yield rows;
  }
}

/** Reads columns of names; an empty one is null. One string for each name, not one an item: most of the memory of
 *  a large run would be copies. */
function columnsOf(names: Map<string, string>): () => (text: string | undefined) => string | null {
  return () => {
    let before = '';
    let known: string | null = null;
    return (text = '') => {
      // Most names are those of the item before, for which the reader gives the very same string.
      if (text === before) return known;
      before = text;
      known = text === '' ? null : nameOf(text, names);
      return known;
    };
  };
}

function nameOf(text: string, names: Map<string, string>): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const own = detached(text);
  names.set(own, own);
  return own;
}

/** Reads counts and `metric=1 1;other=|0 1|-1 1;third=:key:2`; null when a number in them is none. */
function outcomeParser(): (record: readonly string[]) => ItemOutcome | null {
  const known = new Map<string, Map<string, ItemOutcome | null>>();
  let size = 0;
  // Counts are nearly always those of the item before.
  let counts = '';
  let withCounts = new Map<string, ItemOutcome | null>();
  return (record) => {
    const countsHere = `${record[13]},${record[14]},${record[15]},${record[16]}`;
    if (countsHere !== counts) {
      counts = countsHere;
      withCounts = known.get(counts) ?? new Map<string, ItemOutcome | null>();
      known.set(counts, withCounts);
    }
    const contributionsText = record[17] ?? '';
    const before = withCounts.get(contributionsText);
    if (before !== undefined) return before;
    const replies = parseReplies(counts);
    const brought = parseContributions(contributionsText);
    const outcome = replies && brought && { replies, ...brought };
    if (size++ < KEPT) withCounts.set(detached(contributionsText), outcome);
    return outcome;
  };
}

function parseReplies(counts: string): Replies | null {
  const [answer = 0, refused = 0, unparsed = 0, error = 0] = counts.split(',').map(Number);
  const replies = { answer, refused, unparsed, error };
  return Object.values(replies).every((count) => Number.isSafeInteger(count) && count >= 0) ? replies : null;
}

function parseContributions(text: string): Pick<ItemOutcome, 'contributions' | 'amounts'> | null {
  const contributions = new Map<string, Forms>();
  if (text === '') return { contributions };
  const amounts = new Map<string, ReadonlyMap<string, number> | null>();
  let sound = true;
  for (const part of text.split(';')) {
    const equals = part.lastIndexOf('=');
    const name = part.slice(0, equals);
    const values = part.slice(equals + 1);
    if (areAmounts(values)) {
      try {
        amounts.set(name, parseAmounts(values));
      } catch {
        sound = false;
      }
      continue;
    }
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
    contributions.set(name, forms);
  }
  if (!sound) return null;
  return amounts.size === 0 ? { contributions } : { contributions, amounts };
}

function broken(path: string, line: number, what: string): RecordError {
  return new RecordError(`${path}: record ${line} ${what}`, {
    path,
    code: 'unreadable',
    exitCode: ExitCode.usage,
  });
}
