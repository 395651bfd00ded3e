import type { SeedObservation } from '../../decisions/calibration.js';
import { loadSuite } from '../../suites/load-suite.js';
import { registry } from '../registry.js';
import { type Bench, type CalibrationScope, observeSeed, openBench } from './observe-seed.js';
import { type Effects, PLANTINGS } from './planted-models.js';

/** Seeds for one thread: `from` and all before `to`. */
export interface CalibrationTask {
  /** Path of the suite file. */
  readonly suite: string;
  readonly from: number;
  readonly to: number;
  readonly effects: Effects | null;
  readonly scope: CalibrationScope;
}

// A thread opens a suite once for all its tasks.
const benches = new Map<string, Promise<Bench>>();

/** What a thread of the pool runs. */
export default async function observeSeeds(task: CalibrationTask): Promise<SeedObservation[]> {
  const { suite, from, to, effects, scope } = task;
  const key = `${scope}\n${suite}`;
  const known =
    benches.get(key) ?? loadSuite(suite, registry).then((opened) => openBench(opened, PLANTINGS, scope));
  benches.set(key, known);
  const bench = await known;
  const seen: SeedObservation[] = [];
  for (let seed = from; seed < to; seed++) seen.push(await observeSeed(bench, PLANTINGS, seed, effects));
  return seen;
}
