import { UsageError } from '../errors.js';
import type { ScorerSettings } from './scorer-factory.js';

/** The model that a scorer cannot do without. @throws UsageError when the SPEC names none */
export function requiredModel({ name, model }: ScorerSettings): string {
  if (model === null) throw new UsageError(`scorer "${name}" needs a model`);
  return model;
}
