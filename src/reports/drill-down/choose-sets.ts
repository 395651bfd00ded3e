import { join } from 'node:path';
import { ITEM_COLUMNS } from '../../records/items-csv.js';
import { readOwnCsv } from '../../records/own-csv.js';
import { hashName, LowestHashes } from './lowest-hashes.js';
import {
  ITEMS_A_SET,
  type Sample,
  type SampledItem,
  type SampledSet,
  SETS_A_PROBE,
  SETS_WITH_MISSING,
} from './sampled-set.js';

type ItemColumn = (typeof ITEM_COLUMNS)[number];
const place = (column: ItemColumn) => ITEM_COLUMNS.indexOf(column);
const PROBE = place('probe');
const ITEM = place('item_id');
const SET = place('counterfactual_set_id');
const REFUSED = place('n_refused');
const UNPARSED = place('n_unparsed');
const ERROR = place('n_error');

/** What a pass over items.csv sees of one item. */
export type ItemVisitor = (record: readonly string[]) => void;

interface Draw {
  readonly all: LowestHashes;
  readonly missing: LowestHashes;
  /** Names by hash, to count without keeping them: two names of one hash are one in 2^32. */
  readonly seen: Set<number>;
  readonly seenMissing: Set<number>;
}

/** Draws counterfactual sets of every probe, some among all and some among those with a missing answer, from the run's
 *  own seed. Reads items.csv twice, and keeps only what it drew.
 *  @param visit sees every item once on the way
 *  @throws RecordError when items.csv cannot be read */
export async function chooseSets(folder: string, seed: number, visit: ItemVisitor): Promise<Sample> {
  const path = join(folder, 'items.csv');
  const draws = new Map<string, Draw>();
  let items = 0;
  for await (const record of itemRecords(path)) {
    items++;
    visit(record);
    const probe = record[PROBE] ?? '';
    let draw = draws.get(probe);
    if (!draw) {
      draw = newDraw();
      draws.set(probe, draw);
    }
    const name = setName(record);
    const hash = hashName(name, seed);
    draw.seen.add(hash);
    draw.all.offer(name, hash);
    if (record[REFUSED] === '0' && record[UNPARSED] === '0' && record[ERROR] === '0') continue;
    draw.seenMissing.add(hash);
    draw.missing.offer(name, hash);
  }
  const sets = drawnSets(draws);
  const byKey = new Map(sets.map((set) => [`${set.probe}\n${set.name}`, set]));
  for await (const record of itemRecords(path)) {
    const set = byKey.get(`${record[PROBE]}\n${setName(record)}`);
    if (!set) continue;
    if (set.items.length < ITEMS_A_SET) set.items.push(readItem(record));
    else set.omitted++;
  }
  for (const { items: members } of sets) members.sort(byModelAndPlace);
  const totals = new Map(
    [...draws].map(([probe, { seen, seenMissing }]) => [
      probe,
      { sets: seen.size, withMissing: seenMissing.size },
    ]),
  );
  return { sets, totals, items };
}

function newDraw(): Draw {
  return {
    all: new LowestHashes(SETS_A_PROBE),
    missing: new LowestHashes(SETS_WITH_MISSING),
    seen: new Set(),
    seenMissing: new Set(),
  };
}

function drawnSets(draws: ReadonlyMap<string, Draw>): SampledSet[] {
  return [...draws].flatMap(([probe, { all, missing }]) => {
    const names = all.names();
    const more = missing.names().filter((name) => !names.includes(name));
    return [...names, ...more].map((name, index) => ({
      probe,
      name,
      forMissing: index >= names.length,
      items: [],
      omitted: 0,
    }));
  });
}

async function* itemRecords(path: string): AsyncGenerator<readonly string[]> {
  let isHeader = true;
  for await (const batch of readOwnCsv(path)) {
    for (const record of batch) {
      if (!isHeader) yield record;
      isHeader = false;
    }
  }
}

function setName(record: readonly string[]): string {
  const set = record[SET] ?? '';
  return set === '' ? (record[ITEM] ?? '') : set;
}

function readItem(record: readonly string[]): SampledItem {
  const text = (column: ItemColumn) => record[place(column)] ?? '';
  const optional = (column: ItemColumn) => (text(column) === '' ? null : text(column));
  const counts = (['n_answer', 'n_refused', 'n_unparsed', 'n_error'] as const).map((column) =>
    Number(text(column)),
  );
  return {
    model: text('model'),
    itemId: text('item_id'),
    ordinal: Number(text('ordinal')),
    group: optional('group'),
    reference: optional('reference'),
    condition: optional('condition'),
    count: counts.reduce((sum, count) => sum + count, 0),
    replies: [],
  };
}

function byModelAndPlace(a: SampledItem, b: SampledItem): number {
  if (a.model !== b.model) return a.model < b.model ? -1 : 1;
  return a.ordinal - b.ordinal;
}
