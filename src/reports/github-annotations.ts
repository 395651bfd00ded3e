import type { Comparison } from '../decisions/comparison.js';
import { describeGate, gateName, gatesOf } from './comparison-cells.js';

/** Workflow commands that show failed gates as errors and undecided ones as warnings on the run's page.
 *  Source: docs.github.com, "Workflow commands for GitHub Actions". */
export function githubAnnotations(comparisons: readonly Comparison[]): string[] {
  return gatesOf(comparisons).flatMap((row) => {
    if (row.outcome !== 'failed' && row.outcome !== 'undecided') return [];
    const level = row.outcome === 'failed' ? 'error' : 'warning';
    return [`::${level} title=${escapeProperty(gateName(row))}::${escapeData(describeGate(row))}`];
  });
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
