import type { Comparison, ComparisonRow, Outcome } from '../decisions/comparison.js';
import { formatFigure, formatScope } from './format-figure.js';

/** What a comparison came to, in a word. */
export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  passed: 'passed',
  failed: 'FAILED',
  undecided: 'undecided',
};

/** Rows that decide, of all comparisons. */
export function gatesOf(comparisons: readonly Comparison[]): ComparisonRow[] {
  return comparisons.flatMap(({ rows }) => rows.filter(({ gate }) => gate !== null));
}

/** The worst outcome of several comparisons. */
export function worstOutcome(comparisons: readonly Comparison[]): Outcome {
  const outcomes = comparisons.map(({ outcome }) => outcome);
  return (['failed', 'undecided'] as const).find((outcome) => outcomes.includes(outcome)) ?? 'passed';
}

export function gateName({ probe, metric, condition, group, reference }: ComparisonRow): string {
  const scope = group === null ? '' : `, ${formatScope({ group, reference })}`;
  return `${metric} (${probe}${condition === null ? '' : `, ${condition}`}${scope})`;
}

export function formatVerdict({ verdict, flags }: ComparisonRow): string {
  const notes = flags.filter((flag) => flag === 'beyond_margin' || flag === 'not_after_holm');
  return [verdict, ...notes].join(', ').replaceAll('_', ' ');
}

export function formatChange({ estimate, ciLow, ciHigh, reasonIfNull, gate }: ComparisonRow): string {
  const sign = gate?.ceiling === undefined || gate.ceiling === null ? plus(estimate) : '';
  const interval =
    ciLow === null || ciHigh === null
      ? (reasonIfNull ?? 'no interval')
      : `[${formatFigure(ciLow)}, ${formatFigure(ciHigh)}]`;
  return `${sign}${formatFigure(estimate)} ${interval}`;
}

export function formatLimit({ gate }: ComparisonRow): string {
  if (gate?.ceiling !== undefined && gate.ceiling !== null) return `ceiling ${gate.ceiling}`;
  return gate?.margin === undefined || gate.margin === null ? 'none' : `${gate.margin}`;
}

/** One line that says everything about a gate: for a failure message, an annotation, a test case. */
export function describeGate(row: ComparisonRow): string {
  const parts = [
    `${gateName(row)}: ${formatVerdict(row)}`,
    `${row.gate?.ceiling === null || row.gate === null ? 'change' : 'level'} ${formatChange(row)}, margin ${formatLimit(row)}`,
    ...(row.baseline === null ? [] : [`${row.modelRef} ${formatFigure(row.baseline)}`]),
    ...(row.candidate === null ? [] : [`${row.model} ${formatFigure(row.candidate)}`]),
    `${row.items} items in ${formatClusters(row)} clusters`,
    ...(row.p === null
      ? []
      : [`p ${formatP(row.p)}${row.pAdjusted === null ? '' : `, adjusted ${formatP(row.pAdjusted)}`}`]),
    ...(row.reason === null ? [] : [row.reason]),
  ];
  return parts.join('; ');
}

/** What a verdict rests on: the adjusted p value, or the evidence of a gate that was looked at cluster by cluster. */
export function formatEvidence({ pAdjusted, sequential }: ComparisonRow): string {
  if (!sequential) return formatP(pAdjusted);
  return sequential.eValue >= 1000 ? 'E > 1000' : `E ${sequential.eValue.toPrecision(3)}`;
}

export function evidenceTitle(rows: readonly ComparisonRow[]): string {
  return rows.some(({ sequential }) => sequential) ? 'evidence' : 'p (Holm)';
}

export function formatClusters({ clusters, sequential }: ComparisonRow): string {
  return sequential ? `${clusters} of ${sequential.clustersPlanned}` : String(clusters);
}

export function formatP(p: number | null): string {
  if (p === null) return '–';
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}

function plus(value: number | null): string {
  return value !== null && value > 0 ? '+' : '';
}
