import { adjustPValues } from '../statistics/adjust-p-values.js';
import { type ComparisonRow, gateOutcome } from './comparison.js';

/** Two-sided level at which a regression of a family must survive: 5% on the side of harm. */
const TWO_SIDED = 0.1;

/** Adjusts the p values of a comparison. The gates are one family, adjusted by Holm, since "fail if any metric
 *  regressed" errs whenever one of them does; a regression that does not survive is flagged `not_after_holm`. That
 *  every gate be non-inferior needs no correction (intersection-union), so passing verdicts stay. All other
 *  conditional rows are a table to explore, adjusted by Benjamini and Hochberg. A family of one is never flagged: its
 *  verdict rests on its interval alone.
 *  Source: Holm 1979; Berger 1982, doi:10.1080/00401706.1982.10487790 (intersection-union).
 *  @param elsewhere gates of the same family that are decided by other evidence: each keeps its share of the error
 *  (Bonferroni), so the p values of the gates here are multiplied by all gates over those here */
export function settleFamilies(rows: readonly ComparisonRow[], elsewhere = 0): ComparisonRow[] {
  const tested = ({ p, denominator }: ComparisonRow) => p !== null && denominator === 'conditional';
  const gates = rows.filter((row) => tested(row) && row.gate !== null && row.gate.ceiling === null);
  const others = rows.filter((row) => tested(row) && row.gate === null);
  const adjusted = new Map<ComparisonRow, number>();
  for (const [family, method] of [
    [gates, 'holm'],
    [others, 'bh'],
  ] as const) {
    const values = adjustPValues(
      family.map(({ p }) => p ?? 1),
      method,
    );
    const shared = method === 'holm' ? (family.length + elsewhere) / family.length : 1;
    for (const [place, row] of family.entries())
      adjusted.set(row, Math.min(1, shared * (values[place] ?? 1)));
  }
  return rows.map((row) => {
    const pAdjusted = adjusted.get(row);
    const isGate = row.gate !== null;
    if (pAdjusted === undefined) return { ...row, outcome: isGate ? gateOutcome(row) : null };
    const family = {
      id: isGate ? 'gates' : 'exploratory',
      size: isGate ? gates.length + elsewhere : others.length,
    };
    const lost = isGate && family.size > 1 && row.verdict === 'regressed' && pAdjusted > TWO_SIDED;
    const flags = lost ? [...row.flags, 'not_after_holm'] : row.flags;
    return {
      ...row,
      pAdjusted,
      pAdjustment: isGate ? 'holm' : 'bh',
      family,
      flags,
      outcome: isGate ? gateOutcome({ ...row, flags }) : null,
      reason: lost
        ? `worse on its own, but not after Holm over ${family.size} gates (adjusted p ${pAdjusted.toPrecision(2)})`
        : row.reason,
    };
  });
}
