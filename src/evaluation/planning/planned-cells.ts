import { type ComparedCell, cellsOf } from '../../decisions/compare-items.js';
import { type ComparedMetric, comparedMetric } from '../../decisions/compared-metric.js';
import type { Gate } from '../../decisions/comparison.js';
import { isAbout } from '../../decisions/gate-rows.js';
import { type ItemOutcome, itemPlace, NO_REPLIES } from '../../decisions/item-row.js';
import type { MatchedItem } from '../../decisions/match-items.js';
import { builtinMetrics } from '../../metrics/builtin-metrics.js';
import type { Item } from '../../probes/item.js';
import { countItems, itemSets } from '../../runner/list-requests.js';
import type { Suite, SuiteProbe } from '../../suites/suite.js';
import { describeMetrics } from '../scoring/describe-metrics.js';

/** What a gate will look at, as the suite plans it: one metric in one scope of a probe. */
export interface GatedCell extends ComparedCell {
  readonly gate: Gate;
  readonly probe: SuiteProbe;
  /** Items of the probe in multiples of those that were enumerated. */
  readonly scale: number;
}

/** Items of a probe that are enumerated: any part is balanced over templates and groups, so what the rest looks like
 *  is known, and a plan of ten million items takes no longer. */
const MOST_ENUMERATED = 100_000;

/** Every metric of a suite as a comparison sees it; null: only code that is not here knows what its sums mean. */
export function comparedMetrics(suite: Suite): Map<string, ComparedMetric | null> {
  return new Map(
    describeMetrics(suite).map((metric) => [metric.name, comparedMetric(metric, builtinMetrics)]),
  );
}

/** The rows that gates will decide on, in the order of probes and gates; only probes that have any are enumerated.
 *  @param most items of a probe that are enumerated */
export function plannedCells(
  suite: Suite,
  gates: readonly Gate[],
  most: number = MOST_ENUMERATED,
): GatedCell[] {
  const metrics = comparedMetrics(suite);
  return suite.probes.flatMap((probe) => {
    const mine = gates.filter(({ metric, group }) => measures(probe, metric) && has(probe, group));
    if (mine.length === 0) return [];
    const items = plannedItems(probe, most);
    const planned = items.length < most ? items.length : countItems(probe.probe, probe.selection, null);
    const scale = items.length === 0 ? 1 : planned / items.length;
    const cells = cellsOf(items, metrics, 1);
    return mine.flatMap((gate) =>
      cells
        .filter(({ metric, units, contrasted }) =>
          isAbout(gate, { metric: metric.name, scope: units.scope }, contrasted),
        )
        .map((cell) => ({ ...cell, gate, probe, scale })),
    );
  });
}

function measures({ metrics }: SuiteProbe, name: string): boolean {
  return metrics.some(({ metric }) => metric.name === name);
}

/** Groups of benchmarks are known only by their items. */
function has({ probe }: SuiteProbe, group: string | null): boolean {
  return group === null || group === '*' || probe.groups.length === 0 || probe.groups.includes(group);
}

/** The items of a probe with what applies to each and no reply yet. */
function plannedItems({ probe, selection, metrics }: SuiteProbe, most: number): MatchedItem[] {
  const outcomes = new Map<string, readonly ItemOutcome[]>();
  const sidesOf = (item: Item) => {
    const names = metrics.flatMap(({ metric }) => (metric.applies(item) ? [metric.name] : []));
    const key = names.join('\n');
    const known = outcomes.get(key);
    if (known) return known;
    const outcome = { replies: NO_REPLIES, contributions: new Map(names.map((name) => [name, []])) };
    outcomes.set(key, [outcome]);
    return [outcome];
  };
  const items: MatchedItem[] = [];
  for (const set of itemSets(probe.items(selection), null)) {
    if (items.length >= most) break;
    for (const item of set) items.push({ ...itemPlace(item), sides: sidesOf(item) });
  }
  return items.sort((a, b) => a.ordinal - b.ordinal);
}
