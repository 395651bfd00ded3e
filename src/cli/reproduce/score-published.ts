import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatRow } from '../../records/csv-row.js';
import type { TableEstimate } from '../../records/metrics-csv.js';
import { scoreCommand } from '../score-command.js';
import type { ReproducedFigure } from './figure.js';

/** Estimates of `probity score BENCHMARK --data DIR` on published predictions: the command itself, on a file of them. */
export async function scorePublished(
  benchmark: string,
  data: string,
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): Promise<TableEstimate[]> {
  const folder = await mkdtemp(join(tmpdir(), 'probity-reproduce-'));
  try {
    const completions = join(folder, 'published.csv');
    await writeFile(completions, [header, ...rows].map((row) => formatRow([...row])).join(''));
    let text = '';
    const terminal = {
      ...{ json: true, quiet: true, colour: false, interactive: false },
      result: (result: string) => {
        text = result;
      },
      note: () => {},
    };
    await scoreCommand(benchmark, { data, completions, out: join(folder, 'run'), seed: 1 }, terminal);
    const { estimates }: { estimates: TableEstimate[] } = JSON.parse(text);
    return estimates;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The conditional estimate of a metric over a whole model; null when there is none. */
export function wholeEstimate(
  estimates: readonly TableEstimate[],
  metric: string,
  modelId: string,
): TableEstimate | null {
  const found = estimates.find(
    (row) =>
      row.metric === metric &&
      row.modelId === modelId &&
      row.group === null &&
      row.reference === null &&
      row.denominator === 'conditional',
  );
  return found ?? null;
}

/** What an estimate says, in the unit that was published.
 *  @param scale 100 for figures printed in percent */
export function figureOf(
  row: TableEstimate | null,
  scale: number,
): Pick<ReproducedFigure, 'ours' | 'ciLow' | 'ciHigh' | 'items' | 'clusters' | 'reasonIfNull'> {
  const scaled = (value: number | null) => (value === null ? null : value * scale);
  return {
    ours: scaled(row?.estimate ?? null),
    ciLow: scaled(row?.ciLow ?? null),
    ciHigh: scaled(row?.ciHigh ?? null),
    items: row?.items ?? null,
    clusters: row?.clusters ?? null,
    reasonIfNull: row ? row.reasonIfNull : 'no_items',
  };
}
