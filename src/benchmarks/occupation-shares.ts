import { z } from 'zod';
import type { DataFolder } from './data-folder.js';

const row = z.object({ occupation: z.string(), bls_pct_female: z.coerce.number().min(0).max(100) });
const PATHS = ['data/occupations-stats.tsv'];

/** Women's share of each occupation in percent (US Bureau of Labor Statistics, as Winogender publishes it); null when
 *  the folder has no such file. */
export async function readOccupationShares(folder: DataFolder): Promise<ReadonlyMap<string, number> | null> {
  if (folder.locate(...PATHS) === null) return null;
  const rows = await folder.readTable(row, '\t', ...PATHS);
  return new Map(rows.map(({ occupation, bls_pct_female }) => [occupation, bls_pct_female]));
}
