import type { ComparisonRow, Gate } from '../decisions/comparison.js';
import { UsageError } from '../errors.js';
import type { RunResult } from '../evaluate.js';
import { compareRuns } from '../evaluation/comparison/compare-runs.js';
import { openReferences, pairReferences } from '../evaluation/comparison/run-reference.js';
import { describeGate, gatesOf } from '../reports/comparison-cells.js';

/** A run: its folder, `FOLDER#model`, or what `run` and `score` return. */
export type RunLike = string | Pick<RunResult, 'folder'>;

interface AnyGate {
  readonly metric: string;
  /** One group, or `*` for every one; the probe as a whole when absent. */
  readonly group?: string;
  /** What becomes of a gate that the runs cannot decide; `fail` when absent. */
  readonly undecided?: 'fail' | 'pass';
}

/** A gate on the change from a baseline. */
export interface ChangeGate extends AnyGate {
  /** Smallest change that matters, above 0, in units of the metric. */
  readonly margin: number;
}

/** A gate on the level of one run. */
export interface LevelGate extends AnyGate {
  /** Worst level that passes. */
  readonly ceiling: number;
}

interface Matched {
  readonly pass: boolean;
  message(): string;
}

/** What vitest tells a matcher: whether `.not` was asked for. */
interface Asked {
  readonly isNot?: boolean;
}

/** `await expect(run).toHaveNoRegression(baseline, { metric, margin })`: the gate of `probity compare`. Fails where it
 *  is undecided, unless told otherwise, and so does `.not`, which takes a regression that was shown.
 *  @throws UsageError for a metric or group that was not measured, with the nearest name, and for runs that cannot be
 *  compared; RecordError for a folder that is no run */
async function toHaveNoRegression(
  this: Asked,
  run: RunLike,
  baseline: RunLike,
  gate: ChangeGate,
): Promise<Matched> {
  const rows = await compared(baseline, run, gate);
  return matched(this, gate, rows, `no regression of ${gate.metric} with margin ${gate.margin}`, outcomeOf);
}

/** `await expect(run).toBeEquivalent(baseline, { metric, margin })`: the 90% interval of the change lies within the
 *  margin on both sides (two one-sided tests). `.not` takes a change that lies beyond it. */
async function toBeEquivalent(
  this: Asked,
  run: RunLike,
  baseline: RunLike,
  gate: ChangeGate,
): Promise<Matched> {
  const rows = await compared(baseline, run, gate);
  return matched(
    this,
    gate,
    rows,
    `${gate.metric} to be equivalent within ${gate.margin}`,
    ({ verdict, harmLow: low, harmHigh: high }) => {
      if (verdict === 'undecided' || low === null || high === null) return 'undecided';
      if (low > -gate.margin && high < gate.margin) return 'passed';
      return low >= gate.margin || high <= -gate.margin ? 'failed' : 'undecided';
    },
  );
}

/** `await expect(run).toStayBelow({ metric, ceiling })`: the 90% interval of the level lies at or below the ceiling; of
 *  a metric that is worse when lower, at or above it. Every model of the run must pass. */
async function toStayBelow(this: Asked, run: RunLike, gate: LevelGate): Promise<Matched> {
  const { ceiling } = gate;
  if (!Number.isFinite(ceiling)) throw new UsageError(`expected ceiling to be a number, got ${ceiling}`);
  const references = await openReferences(folderOf(run));
  const rows = await rowsOf(
    references.map((reference) => [reference, reference] as const),
    { ...gateOf(gate), ceiling },
  );
  return matched(this, gate, rows, `${gate.metric} to stay below ${ceiling}`, outcomeOf);
}

/** For `expect.extend`; `probity/vitest/setup` does that. */
export const matchers = { toHaveNoRegression, toBeEquivalent, toStayBelow };

/** The matchers as `expect(run)` has them. */
export interface BiasMatchers {
  toHaveNoRegression(baseline: RunLike, gate: ChangeGate): Promise<void>;
  toBeEquivalent(baseline: RunLike, gate: ChangeGate): Promise<void>;
  toStayBelow(gate: LevelGate): Promise<void>;
}

function folderOf(run: unknown): string {
  if (typeof run === 'string') return run;
  const folder = typeof run === 'object' && run !== null && 'folder' in run ? run.folder : undefined;
  if (typeof folder === 'string') return folder;
  throw new UsageError('expected a run: its folder, FOLDER#model, or what run() returned');
}

function gateOf({ metric, group }: AnyGate): Gate {
  return { metric, group: group ?? null, margin: null, ceiling: null };
}

async function compared(baseline: RunLike, run: RunLike, gate: ChangeGate): Promise<ComparisonRow[]> {
  const { margin } = gate;
  if (!(Number.isFinite(margin) && margin > 0))
    throw new UsageError(`expected margin to be a number above 0, got ${margin}`);
  const [before, after] = await Promise.all([baseline, run].map((one) => openReferences(folderOf(one))));
  return rowsOf(pairReferences(before ?? [], after ?? []), { ...gateOf(gate), margin });
}

async function rowsOf(pairs: Parameters<typeof compareRuns>[0], gate: Gate): Promise<ComparisonRow[]> {
  return gatesOf(await compareRuns(pairs, [gate]));
}

type Decision = 'passed' | 'failed' | 'undecided';

const outcomeOf = ({ outcome }: ComparisonRow): Decision => outcome ?? 'undecided';

function matched(
  { isNot = false }: Asked,
  { undecided = 'fail' }: AnyGate,
  rows: readonly ComparisonRow[],
  expected: string,
  decide: (row: ComparisonRow) => Decision,
): Matched {
  const decisions = rows.map(decide);
  const isOpen = rows.length === 0 || decisions.includes('undecided');
  const isFailed = decisions.includes('failed');
  // `.not` turns the answer round, which must not turn an open question into a pass.
  const pass = isFailed ? false : isOpen ? (undecided === 'pass') !== isNot : true;
  const found = rows.length === 0 ? ['no row of the comparison is about it'] : rows.map(describeGate);
  return {
    pass,
    message: () =>
      [`expected ${isNot ? 'not ' : ''}${expected}, got`, ...found.map((row) => `  ${row}`)].join('\n'),
  };
}
