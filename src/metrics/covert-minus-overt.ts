import { independentDf } from '../statistics/independent-df.js';
import { tInterval } from '../statistics/t-interval.js';
import { addCalls, type Estimate, noCalls } from './estimate.js';
import { DENOMINATORS, type Denominator, opposite } from './metric.js';

const OVERT = '_overt';
/** Parts of a condition: the condition itself, and a figure of a metric that has several. */
const PART = '/';

/** What shows where a group is hidden and not where it is named: the value in condition `X` minus that in `X_overt`, as
 *  `METRIC_covert_minus_overt`, for each scope that both have. Texts of the two share no cluster, so their variances add.
 *  Null as soon as one side is, with the reason of that side.
 *  Source: Hofmann et al. 2024, doi:10.1038/s41586-024-07856-5.
 *  @param names metrics whose conditions come in such pairs
 *  @example covert 0.4 (SE 0.03), overt -0.1 (SE 0.04) // 0.5 with SE 0.05 */
export function covertMinusOvert(estimates: readonly Estimate[], names: ReadonlySet<string>): Estimate[] {
  const pairs = new Map<string, { readonly covert: Forms; readonly overt: Forms }>();
  for (const row of estimates) {
    if (!names.has(row.metric) || row.condition === null) continue;
    const [condition = '', ...part] = row.condition.split(PART);
    const isOvert = condition.endsWith(OVERT);
    const plain = [isOvert ? condition.slice(0, -OVERT.length) : condition, ...part].join(PART);
    const key = JSON.stringify([row.metric, row.axis, row.group, row.reference, plain]);
    const pair = pairs.get(key) ?? { covert: new Map(), overt: new Map() };
    pairs.set(key, pair);
    pair[isOvert ? 'overt' : 'covert'].set(row.denominator, row);
  }
  return [...pairs.values()].flatMap(({ covert, overt }) => {
    if (covert.size === 0 || overt.size === 0) return [];
    return DENOMINATORS.flatMap((form) => {
      if (!covert.has(form) && !overt.has(opposite(form))) return [];
      // A side with nothing missing has one form, which stands for all of them.
      const mine = covert.get(form) ?? covert.get('conditional');
      const theirs = overt.get(opposite(form)) ?? overt.get('conditional');
      return mine && theirs ? [difference({ ...mine, denominator: form }, theirs)] : [];
    });
  });
}

type Forms = Map<Denominator, Estimate>;

function difference(covert: Estimate, overt: Estimate): Estimate {
  const sides = [covert, overt];
  const calls = noCalls();
  for (const side of sides) addCalls(calls, side.calls);
  const unknown = sides.find(({ estimate }) => estimate === null);
  const open = unknown ?? sides.find(({ ciLow, standardError }) => ciLow === null || standardError === null);
  const estimate = unknown ? null : (covert.estimate ?? 0) - (overt.estimate ?? 0);
  const errors = sides.map(({ standardError }) => standardError ?? 0);
  const standardError = open ? null : Math.hypot(...errors);
  const df = independentDf(
    sides.map(({ clusters }, place) => ({ error: errors[place] ?? 0, df: clusters - 1 })),
  );
  const level = covert.ciLevel;
  const limits =
    estimate === null || standardError === null ? null : tInterval({ estimate, standardError, df, level });
  return {
    ...covert,
    metric: `${covert.metric}_covert_minus_overt`,
    estimate,
    ciLow: limits?.low ?? null,
    ciHigh: limits?.high ?? null,
    standardError,
    items: covert.items + overt.items,
    clusters: covert.clusters + overt.clusters,
    calls,
    designEffect: null,
    shrunkEstimate: null,
    shrunkSd: null,
    nullMean: null,
    excess: null,
    p: null,
    pMethod: null,
    method: limits ? 'difference_t' : 'none',
    seed: null,
    flags: [...new Set(sides.flatMap(({ flags }) => flags))].sort(),
    reasonIfNull: open?.reasonIfNull ?? null,
  };
}
