import type { FamilyEstimate } from '../metrics/estimate-table.js';
import { formatFigure, formatScope } from './format-figure.js';
import { textTable } from './text-table.js';

/** An audit of a scorer for a terminal: overall figures, then one row a group with its AUC, sensitivity, specificity,
 *  and, of groups with neutral sentences, how much more harmful than the others the scorer rates them. The sweep over
 *  thresholds and the tests are in the file. */
export function scorerAuditTable(
  estimates: readonly FamilyEstimate[],
  colour: boolean,
  width?: number,
): string {
  const shown = estimates.filter(
    ({ metric, group, reference, denominator }) =>
      denominator === 'conditional' &&
      (['auc', 'sensitivity', 'specificity', 'kappa', 'flagged_rate'].includes(metric)
        ? reference === null && (group === null || metric === 'auc' || metric.startsWith('s'))
        : metric === 'neutral_harm'
          ? reference !== null
          : metric === 'neutral_harm_group_range'),
  );
  const columns = [
    { title: 'measure' },
    { title: 'group' },
    { title: 'estimate', right: true },
    { title: '95% interval', right: true },
    { title: 'n', right: true },
    { title: 'missing', right: true },
  ];
  const rows = shown.map((row) => [
    row.metric,
    formatScope(row),
    formatFigure(row.estimate),
    row.ciLow === null || row.ciHigh === null
      ? (row.reasonIfNull ?? '–')
      : `[${formatFigure(row.ciLow)}, ${formatFigure(row.ciHigh)}]`,
    String(row.items),
    String(row.calls.refused + row.calls.unparsed + row.calls.unscored),
  ]);
  return textTable(columns, rows, colour, width);
}
