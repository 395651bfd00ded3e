import { powerOfT } from '../statistics/power-of-t.js';
import {
  type CalibrationRow,
  type EarlyObservation,
  type GateObservation,
  type LevelObservation,
  SCENES,
  type Scene,
  type SeedObservation,
} from './calibration.js';

const COVERAGE = { low: 0.93, high: 0.97 };
/** Three standard errors above 0.05 at 500 seeds; 0.06 from 5,000 up. */
const falseAlarms = (seeds: number) => ({ low: 0, high: seeds >= 5000 ? 0.06 : 0.08 });
/** An unclustered test must be seen to fail where templates differ: its p, and its interval above 0, which alone makes a
 *  gate without a margin call `regressed`. Nothing is asked of how often it calls so with a margin: the same too narrow
 *  interval that lies above 0 too often also ends below the margin, and then the rules call it equivalent. */
const FAILS = { low: 0.08, high: 1 };
const POWER_TOLERANCE = 0.05;
/** Error rate of a gate on the side of harm. */
const ALPHA = 0.05;

/** Turns what every seed gave into figures with Monte-Carlo errors. Groups of a probe are pooled, and since they share
 *  a seed, errors are taken over seeds. */
export function summariseCalibration(seeds: readonly SeedObservation[]): CalibrationRow[] {
  return [
    ...SCENES.flatMap((scene) => [
      ...coverageRows(scene, seeds),
      ...nullRows(scene, seeds, 'same', ''),
      ...nullRows(scene, seeds, 'unclustered', '_unclustered'),
      runRow(scene, seeds),
    ]),
    ...powerRows(seeds),
    ...earlyRows(seeds),
  ];
}

function coverageRows(scene: Scene, seeds: readonly SeedObservation[]): CalibrationRow[] {
  const perSeed = seeds.map((seed) => seed[scene].levels);
  return rows(
    perSeed,
    (level) => `${level.method}`,
    (level) => Number(level.covered),
  ).map(({ first, ...row }) => ({
    ...row,
    scene,
    figure: 'coverage',
    method: first.method,
    planted: first.truth,
    expected: 0.95,
    accepted: COVERAGE,
  }));
}

function nullRows(
  scene: Scene,
  seeds: readonly SeedObservation[],
  kind: 'same' | 'unclustered',
  suffix: string,
): CalibrationRow[] {
  const perSeed = seeds.map((seed) => seed[scene][kind]);
  const isClustered = kind === 'same';
  const mustFail = !isClustered && scene === 'varied';
  const alarms = isClustered ? falseAlarms(seeds.length) : null;
  const ofTest = mustFail ? FAILS : alarms;
  const figure = (
    name: string,
    accepted: CalibrationRow['accepted'],
    value: (gate: GateObservation) => number,
  ) =>
    rows(perSeed, () => '', value).map(({ first: _, ...row }) => ({
      ...row,
      scene,
      figure: `${name}${suffix}`,
      method: null,
      planted: 0,
      expected: isClustered ? ALPHA : null,
      accepted,
    }));
  return [
    ...figure('called_regressed_under_null', alarms, ({ verdict }) => Number(verdict === 'regressed')),
    ...figure('interval_above_0_under_null', ofTest, ({ worse }) => Number(worse)),
    ...figure('p_at_most_0.05_under_null', ofTest, ({ p }) => Number(p !== null && p <= 0.05)),
  ];
}

/** Any gate of the run failed it. */
function runRow(scene: Scene, seeds: readonly SeedObservation[]): CalibrationRow {
  const failed = seeds.map((seed) => Number(seed[scene].same.some((gate) => gate.failed)));
  return {
    ...NO_TARGET,
    ...meanOf(failed),
    scene,
    figure: 'run_failed_under_null',
    planted: 0,
    expected: ALPHA,
    accepted: falseAlarms(seeds.length),
  };
}

/** Gates that were planted worse: how often the interval lies above 0 and how often they are called regressed, which
 *  also takes an upper limit at the margin, against what the standard error of such runs says. */
function powerRows(seeds: readonly SeedObservation[]): CalibrationRow[] {
  const perSeed = seeds.map(({ alike }) => alike.worse.filter(({ truth }) => truth !== null && truth !== 0));
  const plan = (key: string): number | null => {
    const gates = perSeed.flat().filter((gate) => keyOf(gate, '') === key);
    const errors = gates.flatMap(({ standardError }) => standardError ?? []);
    const [first] = gates;
    const squares = errors.reduce((sum, error) => sum + error ** 2, 0);
    if (!first || first.truth === null || squares === 0) return null;
    const standardError = Math.sqrt(squares / errors.length);
    return powerOfT({ effect: Math.abs(first.truth), standardError, df: first.clusters - 1, alpha: ALPHA });
  };
  return rows(
    perSeed,
    () => '',
    ({ worse }) => Number(worse),
  ).map(({ first, ...row }) => {
    const expected = plan(keyOf(first, ''));
    const accepted = expected !== null && {
      low: expected - POWER_TOLERANCE,
      high: expected + POWER_TOLERANCE,
    };
    return {
      ...row,
      scene: 'alike',
      figure: 'power',
      method: null,
      planted: first.truth,
      expected,
      accepted: accepted || null,
    };
  });
}

function earlyRows(seeds: readonly SeedObservation[]): CalibrationRow[] {
  const observed = seeds.flatMap(({ early }) => early ?? []);
  if (observed.length === 0) return [];
  const row = (
    figure: string,
    kind: 'worse' | 'same',
    value: (one: EarlyObservation) => number,
    accepted: CalibrationRow['accepted'],
  ): CalibrationRow => ({
    ...NO_TARGET,
    ...meanOf(observed.map((early) => value(early[kind]))),
    scene: 'early',
    figure,
    clusters: observed[0]?.[kind].planned ?? null,
    planted: kind === 'worse' ? EARLY_EFFECT : 0,
    expected: null,
    accepted,
  });
  const used = ({ clusters, planned }: EarlyObservation) => clusters / planned;
  const isPass = ({ verdict }: EarlyObservation) => verdict !== 'regressed' && verdict !== 'undecided';
  return [
    row('clusters_used_when_worse', 'worse', used, { low: 0, high: 0.7 }),
    row('wrong_decision_when_worse', 'worse', (one) => Number(isPass(one)), { low: 0, high: 0.05 }),
    row('decided_when_worse', 'worse', ({ verdict }) => Number(verdict !== 'undecided'), null),
    row('clusters_used_under_null', 'same', used, null),
    row('wrong_decision_under_null', 'same', ({ verdict }) => Number(verdict === 'regressed'), {
      low: 0,
      high: 0.05,
    }),
    row('decided_under_null', 'same', ({ verdict }) => Number(verdict !== 'undecided'), null),
  ];
}

/** Planted change of the candidate that is stopped early. */
export const EARLY_EFFECT = 0.1;

const NO_TARGET = { probe: null, metric: null, scope: null, method: null, clusters: null } as const;

type Targeted = LevelObservation | GateObservation;

function scopeOf({ group, reference }: Targeted): 'all' | 'groups' | 'contrasts' {
  return group === null ? 'all' : reference === null ? 'groups' : 'contrasts';
}

function keyOf(one: Targeted, extra: string): string {
  return `${one.probe}\n${one.metric}\n${scopeOf(one)}\n${extra}`;
}

/** Mean over seeds of each seed's mean, by probe, metric and scope. */
function rows<One extends Targeted>(
  perSeed: readonly (readonly One[])[],
  extra: (one: One) => string,
  value: (one: One) => number,
) {
  const found = new Map<string, { readonly first: One; readonly means: number[] }>();
  for (const observations of perSeed) {
    const sums = new Map<string, { first: One; sum: number; count: number }>();
    for (const one of observations) {
      const key = keyOf(one, extra(one));
      const known = sums.get(key) ?? { first: one, sum: 0, count: 0 };
      sums.set(key, known);
      known.sum += value(one);
      known.count++;
    }
    for (const [key, { first, sum, count }] of sums) {
      const known = found.get(key) ?? { first, means: [] };
      found.set(key, known);
      known.means.push(sum / count);
    }
  }
  return [...found.values()].map(({ first, means }) => ({
    first,
    probe: first.probe,
    metric: first.metric,
    scope: scopeOf(first),
    clusters: first.clusters,
    ...meanOf(means),
  }));
}

function meanOf(values: readonly number[]) {
  const seeds = values.length;
  const observed = values.reduce((sum, value) => sum + value, 0) / seeds;
  const squares = values.reduce((sum, value) => sum + (value - observed) ** 2, 0);
  return { observed, monteCarloError: Math.sqrt(squares / Math.max(1, seeds - 1) / seeds), seeds };
}
