import type { Comparison } from '../decisions/comparison.js';
import {
  evidenceTitle,
  formatChange,
  formatClusters,
  formatEvidence,
  formatLimit,
  formatVerdict,
  gateName,
  gatesOf,
} from './comparison-cells.js';
import { formatFigure } from './format-figure.js';
import { textTable } from './text-table.js';

/** The gates as a table for a terminal. */
export function comparisonTable(comparisons: readonly Comparison[], colour: boolean): string {
  return textTable(
    [
      { title: 'verdict' },
      { title: 'gate' },
      { title: 'baseline', right: true },
      { title: 'candidate', right: true },
      { title: 'change, 90% interval' },
      { title: 'margin', right: true },
      { title: evidenceTitle(gatesOf(comparisons)), right: true },
      { title: 'items', right: true },
      { title: 'clusters', right: true },
    ],
    gatesOf(comparisons).map((row) => [
      formatVerdict(row),
      gateName(row),
      formatFigure(row.baseline),
      formatFigure(row.candidate),
      formatChange(row),
      formatLimit(row),
      formatEvidence(row),
      String(row.items),
      formatClusters(row),
    ]),
    colour,
  );
}
