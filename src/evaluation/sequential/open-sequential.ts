import { type Comparison, type ComparisonRow, overallOutcome } from '../../decisions/comparison.js';
import type { EarlyEnd } from '../../decisions/gate-progress.js';
import { UsageError } from '../../errors.js';
import type { Manifest } from '../../records/manifest.js';
import type { Suite } from '../../suites/suite.js';
import type { Route } from '../collection/route.js';
import { checkComparable } from '../comparison/check-comparable.js';
import { openReferences, type RunReference, referenceNames } from '../comparison/run-reference.js';
import { gatedProbes, readBaseline, sequentialCells, UntilDecided } from './until-decided.js';

/** A run that ends as soon as its gates are decided. */
export interface SequentialRun {
  readonly decider: UntilDecided;
  /** The candidate. */
  readonly model: string;
  /** As `RUN#model`. */
  readonly baseline: string;
  /** What the run asks: probes that have a gate. */
  readonly probes: Suite['probes'];
  /** The verdicts as they stand. @param manifest of the run, its completions scored */
  conclude(manifest: Manifest, ended: EarlyEnd | null): Comparison;
}

/** Opens a baseline for a run that is looked at cluster by cluster.
 *  @param text `RUN` or `RUN#model`
 *  @param candidate the run as it is about to start
 *  @throws UsageError when the suite or the baseline does not allow it: several models, shards, batches, no gates or gates on
 *  what no cluster has a value of, another suite, parser or scorer; RecordError when the baseline cannot be read */
export async function openSequential(
  suite: Suite,
  text: string,
  candidate: { readonly folder: string; readonly manifest: Manifest; readonly by: Route['by'] },
): Promise<SequentialRun> {
  const [model, ...others] = suite.models.map(({ id }) => id);
  if (model === undefined || others.length > 0) {
    throw new UsageError(
      `--until-decided decides on one model at a time, the suite has ${suite.models.length}; name one with --model`,
    );
  }
  if (candidate.manifest.shard !== null)
    throw new UsageError(
      '--until-decided cannot be split into shards: what is asked next depends on all answers',
    );
  if (candidate.by !== 'request')
    throw new UsageError(
      `--until-decided looks after each cluster, and a ${candidate.by} is given everything at once; leave --${candidate.by} out`,
    );
  const cells = sequentialCells(suite);
  const baseline = await openBaseline(text, model);
  checkComparable(baseline, { folder: candidate.folder, manifest: candidate.manifest, model });
  const decider = new UntilDecided(suite, cells, await readBaseline(baseline));
  return {
    decider,
    model,
    baseline: `${baseline.folder}#${baseline.model}`,
    probes: gatedProbes(cells),
    conclude(manifest, ended) {
      const [modelRef = '', name = ''] = referenceNames([
        baseline,
        { folder: candidate.folder, manifest, model },
      ]);
      const rows = decider.rows({ model: name, modelRef }, ended);
      return {
        baseline: `${baseline.folder}#${baseline.model}`,
        candidate: `${candidate.folder}#${model}`,
        matchedItems: decider.matched,
        unmatched: [0, decider.unmatched],
        rows,
        outcome: overallOutcome(rows),
      };
    },
  };
}

/** The one model of the baseline, or the one of the candidate's id. */
async function openBaseline(text: string, model: string): Promise<RunReference> {
  const references = await openReferences(text);
  const [only] = references;
  const found = references.length === 1 ? only : references.find((reference) => reference.model === model);
  if (found) return found;
  throw new UsageError(
    `--baseline ${text} has several models; name one: ${references.map((one) => `${one.folder}#${one.model}`).join(', ')}`,
  );
}

/** Why a run ends before everything was asked; null: it does not. */
export function earlyEnd(stopped: ReadonlyMap<string, string>, stop: AbortSignal): EarlyEnd | null {
  if (stopped.size === 0) return null;
  if (stop.aborted) return 'interrupted';
  return [...stopped.values()].some((reason) => reason.includes('budget')) ? 'budget_stopped' : 'incomplete';
}

/** Probes that were not asked to their end because all their gates were decided. */
export function probesStoppedEarly(rows: readonly ComparisonRow[]): Set<string> {
  const early = new Set(rows.map(({ probe }) => probe));
  for (const { probe, sequential } of rows) if (!sequential?.stoppedEarly) early.delete(probe);
  return early;
}
