import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { IdSet } from '../records/id-set.js';
import { ITEM_COLUMNS } from '../records/items-csv.js';
import { readOwnCsv } from '../records/own-csv.js';
import { countItems } from '../runner/list-requests.js';
import type { Suite } from '../suites/suite.js';
import type { WrittenTables } from './score-into.js';

const MAX_EXAMPLES = 20;

/** Items of the suite that a model's completions say nothing of. A table that rests on half of a benchmark looks like
 *  one that rests on all of it, so they are counted and named.
 *  @param folder holds the items.csv that was just written
 *  @throws RecordError when it cannot be read back */
export async function findMissingItems(
  folder: string,
  suite: Suite,
  { items, tallies }: Pick<WrittenTables, 'items' | 'tallies'>,
): Promise<{ count: number; examples: string[] }> {
  const models = [...tallies.keys()].sort();
  const missing = { count: 0, examples: [] as string[] };
  const isLimited = suite.probes.some(({ selection }) => selection.limit !== undefined);
  const planned = suite.probes.reduce(
    (sum, { probe, selection }) => sum + countItems(probe, selection, null),
    0,
  );
  // Every row of items.csv is another item of the suite, so equal counts are equal sets; a limit may leave some out.
  if (!isLimited && models.length > 0 && items === planned * models.length) return missing;
  const seen = await readSeen(join(folder, 'items.csv'));
  for (const model of models.length > 0 ? models : ['']) {
    for (const { probe, selection } of suite.probes) {
      for (const { id } of probe.items(selection)) {
        if (seen.has(nameItem(model, probe.name, id))) continue;
        if (++missing.count <= MAX_EXAMPLES) {
          missing.examples.push(`${model === '' ? '' : `${model}: `}${probe.name}: ${id}`);
        }
      }
    }
  }
  return missing;
}

async function readSeen(path: string): Promise<IdSet> {
  const [model, probe, item] = (['model', 'probe', 'item_id'] as const).map((name) =>
    ITEM_COLUMNS.indexOf(name),
  );
  const seen = new IdSet();
  for await (const batch of readOwnCsv(path)) {
    for (const record of batch) {
      seen.add(nameItem(record[model ?? -1] ?? '', record[probe ?? -1] ?? '', record[item ?? -1] ?? ''));
    }
  }
  return seen;
}

function nameItem(model: string, probe: string, item: string): string {
  return createHash('sha256').update(`${model}\n${probe}\n${item}`).digest('hex').slice(0, 16);
}
