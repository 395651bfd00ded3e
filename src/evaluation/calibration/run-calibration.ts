import { createHash } from 'node:crypto';
import { Tinypool } from 'tinypool';
import type { CalibrationRow, SeedObservation } from '../../decisions/calibration.js';
import { DETECTABLE } from '../../decisions/comparison-row.js';
import { summariseCalibration } from '../../decisions/summarise-calibration.js';
import { minimumDetectableEffect } from '../../statistics/minimum-detectable-effect.js';
import observeSeeds, { type CalibrationTask } from './calibration-worker.js';
import type { CalibrationScope } from './observe-seed.js';
import type { Effects } from './planted-models.js';

/** Seeds that fix the planted effects; they count like all others. */
const PILOT = 20;
/** Seeds a task: enough to make starting one cheap, few enough to show progress. */
const CHUNK = 5;
/** Seeds that tell a current table from an older one. */
const FINGERPRINTED = 2;
/** Largest planted change: beyond it a bias would be cut off. */
const MAX_EFFECT = 0.35;

export interface CalibrationOptions {
  /** Path of the suite file. */
  readonly suite: string;
  readonly seeds: number;
  readonly scope: CalibrationScope;
  /** 1: no threads are started. */
  readonly threads: number;
  onProgress?(done: number, of: number): void;
}

export interface Calibration {
  readonly rows: readonly CalibrationRow[];
  readonly fingerprint: string;
}

/** Runs the pipeline on simulated models with planted truth over many seeds: what intervals cover, how often gates
 *  raise a false alarm, what they detect, and what stopping early saves. Seeds are 1 to `seeds`, so the same version
 *  gives the same figures whatever the number of threads. */
export async function runCalibration(options: CalibrationOptions): Promise<Calibration> {
  const { suite, seeds, scope, threads, onProgress = () => {} } = options;
  const pilotEnd = Math.min(scope === 'all' ? PILOT : FINGERPRINTED, seeds) + 1;
  const pool = threads > 1 ? openPool(threads) : null;
  const total = seeds + pilotEnd - 1;
  let done = 0;
  const observe = async (from: number, to: number, of: Pick<CalibrationTask, 'effects' | 'scope'>) => {
    const tasks: CalibrationTask[] = [];
    for (let at = from; at < to; at += CHUNK)
      tasks.push({ suite, from: at, to: Math.min(to, at + CHUNK), ...of });
    const work = async (task: CalibrationTask): Promise<SeedObservation[]> => {
      const seen = pool ? await pool.run(task) : await observeSeeds(task);
      done += task.to - task.from;
      onProgress(done, total);
      return seen;
    };
    if (pool) return (await Promise.all(tasks.map(work))).flat();
    const all: SeedObservation[] = [];
    for (const task of tasks) all.push(...(await work(task)));
    return all;
  };
  try {
    const pilot = await observe(1, pilotEnd, { effects: null, scope: 'all' });
    const effects = scope === 'all' ? effectsOf(pilot) : null;
    const observations = await observe(1, seeds + 1, { effects, scope });
    return { rows: summariseCalibration(observations), fingerprint: fingerprintOf(pilot) };
  } finally {
    await pool?.destroy();
  }
}

/** What the first seeds give with the program as it is: the fingerprint that a current table has. */
export async function currentFingerprint(suite: string): Promise<string> {
  return fingerprintOf(
    await observeSeeds({ suite, from: 1, to: 1 + FINGERPRINTED, effects: null, scope: 'all' }),
  );
}

function openPool(threads: number): Tinypool {
  const filename = new URL('./calibration-worker.js', import.meta.url).href;
  // Each seed leaves tens of megabytes of short-lived sums behind; the default of 16 MB is collected all the time.
  const resourceLimits = { maxYoungGenerationSizeMb: 96 };
  return new Tinypool({ filename, minThreads: threads, maxThreads: threads, resourceLimits });
}

/** For each probe the change that the plan says its first gate detects in 80% of cases, given the standard error that
 *  pairs of equal models had. */
function effectsOf(pilot: readonly SeedObservation[]): Effects {
  const errors = new Map<string, number[]>();
  for (const { alike } of pilot) {
    const seen = new Set<string>();
    for (const { probe, standardError } of alike.same) {
      if (seen.has(probe) || standardError === null) continue;
      seen.add(probe);
      errors.set(probe, [...(errors.get(probe) ?? []), standardError]);
    }
  }
  return Object.fromEntries(
    [...errors].map(([probe, seen]) => {
      const square = seen.reduce((sum, error) => sum + error ** 2, 0) / seen.length;
      const effect = Math.min(MAX_EFFECT, minimumDetectableEffect(Math.sqrt(square), DETECTABLE));
      return [probe, Number(effect.toPrecision(2))];
    }),
  );
}

function fingerprintOf(seen: readonly SeedObservation[]): string {
  const rounded = JSON.stringify(seen.slice(0, FINGERPRINTED), (_, value) =>
    typeof value === 'number' ? Number(value.toPrecision(9)) : value,
  );
  return createHash('sha256').update(rounded).digest('hex');
}
