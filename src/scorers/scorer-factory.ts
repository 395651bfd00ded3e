import { UsageError } from '../errors.js';
import { unknownName } from '../probes/validate-document.js';
import type { Scorer } from './scorer.js';

/** What a suite wrote behind a scorer's name: `name[:model][?key=value&...]`. */
export interface ScorerSettings {
  /** The name, for messages. */
  readonly name: string;
  readonly model: string | null;
  readonly options: Readonly<Record<string, string>>;
}

/** Makes a scorer that needs a model or settings. The scorers that it opens bear its name, so that metrics can refer
 *  to them whatever the settings; what differs between settings is their version. */
export interface ScorerFactory {
  readonly kind: 'scorer_factory';
  readonly name: string;
  readonly description: string;
  /** How it is written in a suite, for error messages. */
  readonly form: string;
  /** Asks nobody: that is the work of the scorer's `prepare`.
   *  @throws UsageError when the settings cannot work */
  open(settings: ScorerSettings): Scorer;
}

/** Declares a scorer that takes settings.
 *  @example defineScorerFactory({ name: 'echo', form: 'echo:MODEL', …, open: ({ model }) => defineScorer({ … }) }) */
export function defineScorerFactory(definition: Omit<ScorerFactory, 'kind'>): ScorerFactory {
  return { kind: 'scorer_factory', ...definition };
}

/** Refuses keys that the scorer does not know: a misspelt one would change nothing, and nobody would notice.
 *  @throws UsageError with what is allowed and the nearest spelling */
export function checkKeys({ name, options }: ScorerSettings, allowed: readonly string[]): void {
  for (const key of Object.keys(options)) {
    if (!allowed.includes(key)) throw new UsageError(`scorer "${name}": ${unknownName('key', key, allowed)}`);
  }
}
