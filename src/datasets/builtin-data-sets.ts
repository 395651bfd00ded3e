import type { DataSet } from './data-set.js';
import { pinnedDataSets } from './pinned-data-sets.js';
import { unpinnedDataSets } from './unpinned-data-sets.js';

/** Where the published data live that the benchmarks read. */
export const builtinDataSets: readonly DataSet[] = [...pinnedDataSets, ...unpinnedDataSets];
