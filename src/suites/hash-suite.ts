import { createHash } from 'node:crypto';
import type { SuiteProbe } from './suite.js';

/** SHA-256 of all that a figure depends on but the model. */
export function hashSuite(probes: readonly SuiteProbe[], samples: number, seed: number): string {
  const named = ({ name, version }: { name: string; version: string }) => `${name}@${version}`;
  const content = {
    samples,
    seed,
    probes: probes.map(({ probe, selection, scorers, metrics }) => ({
      probe: named(probe),
      hash: probe.hash,
      limit: selection.limit ?? null,
      scorers: scorers.map(named),
      metrics: metrics.map(({ metric }) => named(metric)),
    })),
  };
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
