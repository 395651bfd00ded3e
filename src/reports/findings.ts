import type { StoredEstimate, StoredRun } from '../records/stored-run.js';
import { distance, metricFacts, ORDER_METRICS } from './metric-facts.js';

/** A figure that stands out, and how many others of the same metric and model do too. */
export interface Finding {
  readonly row: StoredEstimate;
  readonly others: number;
}

export interface Findings {
  readonly top: readonly Finding[];
  /** Figures that were tested, and those whose adjusted p is below 1 - confidence. */
  readonly tested: number;
  readonly surviving: number;
}

const MOST = 3;

/** The figures farthest from no bias, in standard errors, among those whose adjusted p stays below 1 - confidence; one
 *  for each metric of a model, so that three findings are three things. Figures that rest on too few answers are none. */
export function findings({ manifest, estimates }: StoredRun): Findings {
  const facts = metricFacts(manifest);
  const tested = estimates.filter(
    (row) => row.denominator === 'conditional' && row.p_adj !== null && !ORDER_METRICS.has(row.metric ?? ''),
  );
  const surviving = tested
    .filter((row) => (row.p_adj ?? 1) < 1 - (row.ci_level ?? 0.95) && !isUnreliable(row))
    .map((row) => ({ row, size: Math.abs(distance(row, facts.get(row.metric ?? '')) ?? 0) }))
    .sort((a, b) => b.size - a.size);
  const top = new Map<string, { row: StoredEstimate; others: number }>();
  for (const { row } of surviving) {
    const key = `${row.model}\n${row.probe}\n${row.metric}`;
    const known = top.get(key);
    if (known) known.others++;
    else top.set(key, { row, others: 0 });
  }
  return { top: [...top.values()].slice(0, MOST), tested: tested.length, surviving: surviving.length };
}

function isUnreliable({ flags }: StoredEstimate): boolean {
  return (flags ?? '').split(';').includes('unreliable');
}
