import { UsageError } from '../errors.js';
import type { Scorer } from '../scorers/scorer.js';
import type { ScorerFactory } from '../scorers/scorer-factory.js';
import { findByName, UnknownNameError } from './bind-metrics.js';
import { parseSpec, type Spec } from './parse-spec.js';

/** Finds scorers by the SPECs that suites and probes name them with: `vader`, `hf_toxicity:unitary/toxic-bert`.
 *  One SPEC is one scorer wherever it is named, so that it is prepared once. */
export class ScorerFinder {
  readonly #registered: readonly (Scorer | ScorerFactory)[];
  readonly #opened = new Map<string, { readonly spec: string; readonly scorer: Scorer }>();

  constructor(registered: readonly (Scorer | ScorerFactory)[]) {
    this.#registered = registered;
  }

  /** @throws UnknownNameError for a name or key that does not exist, or settings that cannot work */
  find(spec: string): Scorer {
    const parts = parseSpec(spec);
    if (!parts)
      throw new UnknownNameError(`expected a scorer as name[:model][?key=value&...], got "${spec}"`);
    const found = findByName('scorer', parts.name, this.#registered);
    if (found.kind === 'scorer') {
      if (parts.model === null && parts.parameters.length === 0) return found;
      throw new UnknownNameError(`scorer "${found.name}" takes no model and no keys, got "${spec}"`);
    }
    const before = this.#opened.get(found.name);
    if (before?.spec === spec) return before.scorer;
    if (before) {
      // Metrics refer to scorers by name: of two with one name, one would be read in place of the other.
      throw new UnknownNameError(
        `expected one scorer "${found.name}" in a suite, got "${before.spec}" and "${spec}"`,
      );
    }
    const scorer = open(found, parts);
    this.#opened.set(found.name, { spec, scorer });
    return scorer;
  }
}

function open(factory: ScorerFactory, { model, parameters }: Spec): Scorer {
  const options = Object.fromEntries(parameters);
  try {
    if (Object.keys(options).length < parameters.length) throw new UsageError('a key is given twice');
    return factory.open({ name: factory.name, model, options });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UnknownNameError(`${error.message}; expected ${factory.form}`, { cause: error });
  }
}
