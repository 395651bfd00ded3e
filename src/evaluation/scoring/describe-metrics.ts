import type { Manifest } from '../../records/manifest.js';
import { ratioOfTotals } from '../../statistics/totals-functional.js';
import type { Suite } from '../../suites/suite.js';

/** What a comparison must know of each metric of a suite. */
export function describeMetrics({ probes }: Suite): Manifest['metrics'] {
  const metrics = new Set(probes.flatMap((probe) => probe.metrics.map(({ metric }) => metric)));
  const bound = (limit: number) => (Number.isFinite(limit) ? limit : null);
  return [...metrics].map(({ name, version, title, direction, range: [low, high], ideal, functional }) => ({
    name,
    version,
    title,
    direction,
    range: [bound(low), bound(high)],
    ideal,
    functional: functional === ratioOfTotals ? 'mean' : 'other',
  }));
}
