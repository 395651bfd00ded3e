import { createHash } from 'node:crypto';
import type { Suite } from '../suites/suite.js';

/** The same for every start of the same plan, and for its shards: what is asked of which models with what settings. */
export function nameRun({ name, hash, models }: Suite): string {
  const asked = models.map(({ id, adapter, model, baseURL, sampling, options }) => [
    id,
    adapter,
    model,
    baseURL ?? null,
    sampling,
    options,
  ]);
  const digest = createHash('sha256')
    .update(JSON.stringify([hash, asked]))
    .digest('hex')
    .slice(0, 12);
  return `${name}-${digest}`;
}
