import { independentDf } from '../statistics/independent-df.js';
import { tInterval } from '../statistics/t-interval.js';
import { addCalls, type Estimate, missingRate, noCalls } from './estimate.js';

/** Above this missing rate the conditional value is flagged, as in every other row. */
const UNRELIABLE = 0.2;

/** The unweighted mean over axes (BBQ's overall score: categories differ more than tenfold in size by construction, not
 *  by importance), one row for each metric, condition, group and denominator. Axes share no cluster, so their variances
 *  add: SE = sqrt(sum of SE^2) / axes, with t on the Welch-Satterthwaite degrees of freedom
 *  (doi:10.1093/biomet/34.1-2.28).
 *  Null as soon as one axis is, with that axis's reason: a mean over the other axes would be another quantity. No row
 *  where there is one axis only.
 *  @param names metrics that are averaged in this way
 *  @example two axes 0.1 (SE 0.03) and 0.3 (SE 0.04) // 0.2 with SE 0.025 */
export function meansOfAxes(estimates: readonly Estimate[], names: ReadonlySet<string>): Estimate[] {
  const families = new Map<string, Map<string, Estimate[]>>();
  for (const estimate of estimates) {
    if (!names.has(estimate.metric) || estimate.axis === null) continue;
    const { metric, condition, group, reference, axis } = estimate;
    const key = JSON.stringify([metric, condition, group, reference]);
    const family = families.get(key) ?? new Map<string, Estimate[]>();
    families.set(key, family);
    family.set(axis, [...(family.get(axis) ?? []), estimate]);
  }
  return [...families.values()].flatMap((family) => (family.size > 1 ? meansOf([...family.values()]) : []));
}

function meansOf(axes: readonly (readonly Estimate[])[]): Estimate[] {
  const forms = new Set(axes.flatMap((rows) => rows.map(({ denominator }) => denominator)));
  return [...forms].flatMap((form) => {
    // An axis with nothing missing has one form, which stands for all of them.
    const parts = axes.flatMap(
      (rows) => rows.find(({ denominator }) => denominator === form) ?? rows.slice(0, 1),
    );
    const [first] = parts;
    return first ? [meanOf({ ...first, denominator: form }, parts)] : [];
  });
}

function meanOf(like: Estimate, parts: readonly Estimate[]): Estimate {
  const calls = noCalls();
  for (const part of parts) addCalls(calls, part.calls);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const missing = missingRate(calls);
  const flags =
    like.denominator === 'conditional' && missing !== null && missing > UNRELIABLE ? ['unreliable'] : [];
  const values = parts.flatMap(({ estimate }) => (estimate === null ? [] : [estimate]));
  const errors = parts.flatMap(({ standardError }) => (standardError === null ? [] : [standardError]));
  const estimate = values.length === parts.length ? sum(values) / values.length : null;
  const isMeasured = estimate !== null && errors.length === parts.length;
  const standardError = isMeasured ? Math.sqrt(sum(errors.map((error) => error ** 2))) / errors.length : null;
  const base = {
    ...like,
    axis: null,
    estimate,
    standardError,
    calls,
    items: sum(parts.map(({ items }) => items)),
    clusters: sum(parts.map(({ clusters }) => clusters)),
    designEffect: null,
    p: null,
    pMethod: null,
    seed: null,
  };
  const hasIntervals = parts.every(({ ciLow }) => ciLow !== null);
  if (estimate === null || standardError === null || !hasIntervals) {
    const reason = parts.find(
      (part) => (estimate === null ? part.estimate : part.ciLow) === null,
    )?.reasonIfNull;
    return {
      ...base,
      ciLow: null,
      ciHigh: null,
      method: 'none',
      flags,
      reasonIfNull: reason ?? 'degenerate',
    };
  }
  const df = independentDf(parts.map((part) => ({ error: part.standardError ?? 0, df: part.clusters - 1 })));
  const { low, high } = tInterval({ estimate, standardError, df, level: like.ciLevel });
  return {
    ...base,
    ciLow: low,
    ciHigh: high,
    method: 'mean_of_axes_t',
    flags: standardError === 0 ? [...flags, 'degenerate'] : flags,
    reasonIfNull: null,
  };
}
