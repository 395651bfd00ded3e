import type { StoredEstimate, StoredRun } from '../../records/stored-run.js';
import { figureBlocks, scopeIn } from '../figure-blocks.js';
import { formatFigure } from '../format-figure.js';

/** One line of a published table: a group of a metric, with the figure of each model. */
export interface TableLine {
  readonly metric: string;
  readonly scope: string;
  readonly figures: ReadonlyMap<string, StoredEstimate>;
}

export interface ProbeTable {
  readonly probe: string;
  readonly title: string;
  readonly models: readonly string[];
  readonly lines: readonly TableLine[];
}

/** Tables of a run, one a probe, with models side by side. */
export function sideBySide(run: StoredRun): ProbeTable[] {
  const blocks = figureBlocks(run);
  return run.manifest.probes.flatMap(({ name, title }) => {
    const own = blocks.filter((block) => block.probe === name);
    if (own.length === 0) return [];
    const models = [...new Set(own.flatMap(({ figures }) => figures.map(({ row }) => row.model ?? '')))];
    const lines = new Map<string, { metric: string; scope: string; figures: Map<string, StoredEstimate> }>();
    for (const block of own) {
      for (const { row } of block.figures) {
        const whole = scopeIn(block, row);
        const scope = row.condition === null ? whole : `${whole} (${row.condition})`;
        const key = JSON.stringify([row.metric, row.scorer, row.axis, scope, row.language]);
        const line = lines.get(key) ?? { metric: row.metric ?? '', scope, figures: new Map() };
        line.figures.set(row.model ?? '', row);
        lines.set(key, line);
      }
    }
    return [{ probe: name, title, models, lines: [...lines.values()] }];
  });
}

/** What the marks after a figure mean. */
export const MARKS = {
  significant: 'differs from no bias after adjustment',
  equivalent: 'equivalent within the margin',
  unreliable: 'over 20% of replies without an answer',
} as const;
export type Mark = keyof typeof MARKS;

export function marksOf(row: StoredEstimate): Mark[] {
  const flags = (row.flags ?? '').split(';');
  return [
    ...(row.p_adj !== null && row.p_adj < 1 - (row.ci_level ?? 0.95) ? (['significant'] as const) : []),
    ...(row.verdict === 'equivalent' ? (['equivalent'] as const) : []),
    ...(flags.includes('unreliable') ? (['unreliable'] as const) : []),
  ];
}

/** `0.163 [−0.052, 0.379]`, or why there is none. */
export function figureText(row: StoredEstimate | undefined): string {
  if (row === undefined) return '–';
  if (row.estimate === null) return row.reason_if_null ?? 'undefined';
  if (row.ci_low === null || row.ci_high === null)
    return `${formatFigure(row.estimate)} (no interval: ${row.reason_if_null ?? 'no reason given'})`;
  return `${formatFigure(row.estimate)} [${formatFigure(row.ci_low)}, ${formatFigure(row.ci_high)}]`;
}

/** Counts behind a line: items, and replies without an answer, over all its models. */
export function countsOf({ figures }: TableLine): { readonly items: string; readonly missing: string } {
  const rows = [...figures.values()];
  const items = [...new Set(rows.map((row) => row.n_items ?? 0))];
  const shares = rows.map((row) => {
    const missing = (row.n_refused ?? 0) + (row.n_unparsed ?? 0);
    const replies = missing + (row.n_answer ?? 0);
    return replies === 0 ? 0 : missing / replies;
  });
  const percent = [...new Set(shares.map((share) => (100 * share).toFixed(1)))].sort(
    (a, b) => Number(a) - Number(b),
  );
  return { items: rangeText(items.map(String)), missing: `${rangeText(percent)}%` };
}

function rangeText(values: readonly string[]): string {
  const sorted = [...values].sort((a, b) => Number(a) - Number(b));
  return sorted.length <= 1 ? (sorted[0] ?? '') : `${sorted[0]}–${sorted.at(-1)}`;
}
