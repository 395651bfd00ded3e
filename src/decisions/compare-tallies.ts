import { LEAVE_ONE_OUT } from '../metrics/group-contrasts.js';
import type { TallyForm, TallyWords } from '../metrics/tally.js';
import type { ComparisonOptions } from './compare-items.js';
import type { ComparedMetric } from './compared-metric.js';
import type { ComparisonRow, Gate } from './comparison.js';
import { changeRow, levelRow } from './comparison-row.js';
import type { ComparisonScope } from './comparison-scopes.js';
import { contrastedMetrics, isAbout } from './gate-rows.js';
import type { MatchedItem } from './match-items.js';
import { type TallyPair, tallyChanges } from './tally-change.js';

export interface TallyOptions extends ComparisonOptions {
  /** The word lists that a probe was scored with; null: none were kept. */
  readonly words: ReadonlyMap<string, TallyWords>;
}

/** Gates on metrics of distributions and words: a change where two runs are matched, a level where there is one. Only what
 *  a gate is about is estimated, since each figure takes a bootstrap over every key. */
export function compareTallies(items: readonly MatchedItem[], options: TallyOptions): ComparisonRow[] {
  const isChange = items[0]?.sides.length !== 1;
  const gates = options.gates.filter(({ ceiling }) => (ceiling === null) === isChange);
  return [...options.metrics.values()].flatMap((metric) => {
    const { tally } = metric ?? {};
    if (!metric || !tally || !gates.some((gate) => gate.metric === metric.name)) return [];
    const cells = cellsOf(items, metric.name, tally);
    const contrasted = contrastedMetrics(cells.map(({ scope }) => ({ metric: metric.name, scope })));
    return cells.flatMap((cell) => {
      const gate = gates.find((one) => isAbout(one, { metric: metric.name, scope: cell.scope }, contrasted));
      return gate ? rowsOf(cell, metric, tally, gate, options) : [];
    });
  });
}

interface TallyCellOfItems extends TallyPair {
  readonly scope: ComparisonScope;
}

function rowsOf(
  { scope, sides }: TallyCellOfItems,
  metric: ComparedMetric,
  tally: TallyForm,
  gate: Gate,
  options: TallyOptions,
): ComparisonRow[] {
  const words = options.words.get(scope.probe) ?? null;
  if (words === null && (tally.wordGroups !== undefined || tally.needsTargets)) return [];
  return tallyChanges({ sides }, metric, tally, words, options).map(({ part, change, cell }) => {
    const condition = [scope.condition, part].filter((name) => name !== null).join('/') || null;
    const estimated = {
      scope: { ...scope, condition },
      metric,
      denominator: 'conditional' as const,
      change,
      cell,
    };
    const { ceiling } = gate;
    return ceiling === null
      ? changeRow(estimated, gate, options)
      : levelRow(estimated, { gate, ceiling }, options);
  });
}

/** What a figure is made of, as metrics.csv has its rows: all texts of a condition and axis, or a group's and those that
 *  it is compared with. */
function cellsOf(items: readonly MatchedItem[], metric: string, { of }: TallyForm): TallyCellOfItems[] {
  const families = new Map<string, MatchedItem[]>();
  for (const item of items) {
    if (!item.sides.some(({ amounts }) => amounts?.has(metric))) continue;
    const key = JSON.stringify([item.probe, item.condition, item.axis]);
    const family = families.get(key);
    if (family) family.push(item);
    else families.set(key, [item]);
  }
  return [...families.values()].flatMap((family): TallyCellOfItems[] => {
    const [first] = family;
    if (!first) return [];
    const { probe, condition, axis } = first;
    const common = { probe, condition, axis };
    if (of === 'whole') return [{ scope: { ...common, group: null, reference: null }, sides: [family] }];
    const reference = family.find((item) => item.reference !== null)?.reference ?? null;
    const known = family.filter(({ group }) => group !== null);
    const groups = [...new Set(known.flatMap(({ group }) => group ?? []))].sort();
    return groups
      .filter((group) => group !== reference)
      .map((group) => ({
        scope: { ...common, group, reference: reference ?? LEAVE_ONE_OUT },
        sides: [
          known.filter((item) => item.group === group),
          known.filter((item) => (reference === null ? item.group !== group : item.group === reference)),
        ],
      }));
  });
}
