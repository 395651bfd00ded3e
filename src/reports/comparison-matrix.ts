import type { Comparison, ComparisonRow } from '../decisions/comparison.js';
import { formatP, formatVerdict, gateName } from './comparison-cells.js';
import { formatFigure } from './format-figure.js';
import { markdownTable } from './markdown-table.js';

/** Every pair of several models, one table a gate: row against column, with p values adjusted over all pairs and
 *  gates together. Empty for a single pair. */
export function comparisonMatrix(comparisons: readonly Comparison[]): string {
  if (comparisons.length < 2) return '';
  const rows = [...new Set(comparisons.map(({ candidate }) => candidate))];
  const columns = [...new Set(comparisons.map(({ baseline }) => baseline))];
  const gates = [...new Set(comparisons.flatMap((one) => one.rows.filter(isGate).map(gateName)))];
  const sections = gates.map((name) => {
    const cells = rows.map((candidate) => [
      candidate,
      ...columns.map((baseline) => {
        const pair = comparisons.find((one) => one.candidate === candidate && one.baseline === baseline);
        const row = pair?.rows.find((one) => isGate(one) && gateName(one) === name);
        return row ? `${formatFigure(row.estimate)} ${formatVerdict(row)}, p ${formatP(row.pAdjusted)}` : '';
      }),
    ]);
    return `#### ${name.replaceAll('_', '\\_')}\n\n${markdownTable([{ title: 'candidate minus baseline' }, ...columns.map((title) => ({ title }))], cells)}`;
  });
  return `### Every pair\n\n${sections.join('\n\n')}`;
}

function isGate({ gate }: ComparisonRow): boolean {
  return gate !== null;
}
