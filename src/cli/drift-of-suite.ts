import { join } from 'node:path';
import type { Gate } from '../decisions/comparison.js';
import { judgeDrift } from '../decisions/judge-drift.js';
import { type DriftRow, type HistoryRow, readHistory, writeDrift } from '../records/history-file.js';
import { formatScope } from '../reports/format-figure.js';
import { ORDER_METRICS } from '../reports/metric-facts.js';

/** One figure of a suite over its runs, and what became of it. */
export interface FigureHistory {
  readonly drift: DriftRow;
  /** Oldest first, the reference among them. */
  readonly runs: readonly HistoryRow[];
}

/** Judges every figure of a suite from its history, and keeps the verdicts beside it.
 *  @param gates whose margins say what change matters */
export function driftOfSuite(suiteFolder: string, gates: readonly Gate[]): FigureHistory[] {
  const figures = new Map<string, HistoryRow[]>();
  for (const row of readHistory(join(suiteFolder, 'history.csv'))) {
    if (ORDER_METRICS.has(row.metric)) continue;
    const known = figures.get(row.estimate_id);
    if (known) known.push(row);
    else figures.set(row.estimate_id, [row]);
  }
  const histories = [...figures.values()];
  const verdicts = judgeDrift(
    histories.map((runs) => {
      const later = runs.filter((row) => row.is_reference !== 'true');
      return {
        changes: later.map((row) => number(row.change)),
        standardErrors: later.map((row) => number(row.change_se)),
        margin: marginOf(runs[0], gates),
      };
    }),
  );
  const judged = histories.flatMap((runs, index): FigureHistory[] => {
    const [first] = runs;
    const verdict = verdicts[index];
    if (!first || !verdict) return [];
    const scope = formatScope({ group: first.group || null, reference: first.reference || null });
    const { estimate_id: estimateId, model, probe, metric, condition } = first;
    return [
      {
        runs,
        drift: {
          estimateId,
          model,
          probe,
          metric,
          scope: condition === '' ? scope : `${scope} (${condition})`,
          ...verdict,
        },
      },
    ];
  });
  writeDrift(
    suiteFolder,
    judged.map(({ drift }) => drift),
  );
  return judged;
}

function marginOf(row: HistoryRow | undefined, gates: readonly Gate[]): number | null {
  const fitting = gates.filter(({ metric, margin }) => metric === row?.metric && margin !== null);
  const exact = fitting.find(({ group }) => group === row?.group);
  return (exact ?? fitting.find(({ group }) => group === null || group === '*'))?.margin ?? null;
}

export function number(text: string): number | null {
  return text === '' ? null : Number(text);
}
