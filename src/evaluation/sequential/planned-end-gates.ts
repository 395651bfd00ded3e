import { type ComparisonOptions, compareItems, judgeLevels } from '../../decisions/compare-items.js';
import type { ComparisonRow } from '../../decisions/comparison.js';
import { isSameScope } from '../../decisions/comparison-scopes.js';
import { GATE_LEVEL } from '../../decisions/gate-level.js';
import type { EarlyEnd } from '../../decisions/gate-progress.js';
import type { MatchedItem } from '../../decisions/match-items.js';
import { missingGate } from '../../decisions/missing-gate.js';
import { settleFamilies } from '../../decisions/settle-families.js';
import type { Suite } from '../../suites/suite.js';
import { comparedMetrics, type GatedCell } from '../planning/planned-cells.js';

/** Gates of which a cluster has no value of its own, such as ratios: their probes run to the planned end, and there
 *  they are looked at once, by the interval of a fixed size. */
export class PlannedEndGates {
  readonly #suite: Suite;
  readonly #cells: readonly GatedCell[];
  readonly #pairs: MatchedItem[] = [];
  readonly #levels: MatchedItem[] = [];

  constructor(suite: Suite, cells: readonly GatedCell[]) {
    this.#suite = suite;
    this.#cells = cells;
  }

  get count(): number {
    return this.#cells.length;
  }

  /** Whether a probe has such a gate. */
  has(probe: string): boolean {
    return this.#cells.some((cell) => cell.probe.probe.name === probe);
  }

  /** @param levels items of the candidate
   *  @param pairs those that the baseline has too */
  add(levels: readonly MatchedItem[], pairs: readonly MatchedItem[]): void {
    this.#levels.push(...levels);
    this.#pairs.push(...pairs);
  }

  /** @param ended why the run ended early, which leaves these gates open; null: it did not
   *  @param elsewhere gates of the same family that were looked at cluster by cluster */
  rows(
    names: Pick<ComparisonOptions, 'model' | 'modelRef'>,
    ended: EarlyEnd | null,
    elsewhere: number,
  ): ComparisonRow[] {
    if (this.#cells.length === 0) return [];
    const asked = new Set(this.#cells.map(({ gate }) => gate.metric));
    const { seed, statistics } = this.#suite;
    const options: ComparisonOptions = {
      ...names,
      metrics: new Map([...comparedMetrics(this.#suite)].filter(([name]) => asked.has(name))),
      gates: [...new Set(this.#cells.map(({ gate }) => gate))],
      level: GATE_LEVEL,
      seed,
      resamples: statistics.resamples,
      flags: ended === null ? [] : [ended],
    };
    const inOrder = (items: readonly MatchedItem[]) => items.toSorted((a, b) => a.ordinal - b.ordinal);
    const found = [
      ...compareItems(inOrder(this.#pairs), options),
      ...judgeLevels(inOrder(this.#levels), options),
    ];
    const rows = this.#cells.map(({ gate, metric, units: { scope } }) => {
      const row = found.find(
        (one) => one.gate === gate && one.metric === metric.name && isSameScope(one, scope),
      );
      if (row) return { ...row, ...(ended !== null && leftOpen(row, ended)) };
      const of = { probe: scope.probe, version: metric.version, ...names };
      const reason = `${metric.name} has no value in any item that both runs have`;
      return { ...missingGate(gate, of, { reasonIfNull: ended ?? 'no_items', reason }), ...scope };
    });
    return settleFamilies(rows, elsewhere);
  }
}

/** A figure of a part of the plan may not decide what is to be looked at once. */
function leftOpen({ clusters }: ComparisonRow, ended: EarlyEnd): Pick<ComparisonRow, 'verdict' | 'reason'> {
  const why = ended === 'budget_stopped' ? 'the budget was spent' : `the run was ${ended}`;
  return {
    verdict: 'undecided',
    reason: `${why} after ${clusters} clusters, and this gate is looked at once, at the planned size`,
  };
}
