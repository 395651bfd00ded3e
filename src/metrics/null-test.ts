import { mulberry32 } from '../statistics/random-source.js';
import { signFlipTest } from '../statistics/sign-flip-test.js';
import { twoWayTTest } from '../statistics/two-way-t-test.js';

/** Sign-flip draws where the exact distribution is out of reach. */
const DRAWS = 9_999;

/** Whether a mean differs from its null value: signs of clusters flipped, or t where a second factor crosses them.
 *  @param of.columns sums and counts of the clusters
 *  @returns null where there is no spread between crossed factors */
export function nullTest(
  against: number,
  of: {
    readonly estimate: number;
    readonly standardError: number;
    readonly clusters: number;
    readonly twoWay: boolean;
    readonly columns: readonly Float64Array[];
  },
  seed: number,
): { readonly p: number; readonly method: string; readonly drew: boolean } | null {
  const { estimate, standardError, clusters, twoWay, columns } = of;
  if (twoWay) {
    const p = twoWayTTest({ estimate: estimate - against, standardError, clusters });
    return p === null ? null : { p, method: 't_two_way', drew: false };
  }
  const [sums = new Float64Array(0), counts = new Float64Array(0)] = columns;
  const centred = Array.from(sums, (sum, cluster) => sum - against * (counts[cluster] ?? 0));
  const { pValue, method } = signFlipTest(centred, { draws: DRAWS, random: mulberry32(seed) });
  return pValue === null ? null : { p: pValue, method: 'signflip_cluster', drew: method === 'monte_carlo' };
}
