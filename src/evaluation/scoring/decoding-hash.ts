import { createHash } from 'node:crypto';
import type { SuiteModel } from '../../suites/suite.js';

/** Names the decoding settings of a model; the same for the same settings whatever the model. Completions that came
 *  from elsewhere have none that are known. */
export function decodingHash(model: SuiteModel | undefined): string {
  const settings = model ? { sampling: model.sampling, options: model.options } : null;
  return createHash('sha256').update(JSON.stringify(settings)).digest('hex');
}
