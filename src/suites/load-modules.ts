import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Metric } from '../metrics/metric.js';
import { suggestion } from '../probes/validate-document.js';
import type { Scorer } from '../scorers/scorer.js';
import type { ScorerFactory } from '../scorers/scorer-factory.js';
import type { Registry } from './suite.js';

/** What a suite's own modules define. Adapters stay opaque here: this folder knows no vendor. */
export interface Definitions {
  readonly adapters: readonly { readonly kind: 'adapter'; readonly name: string }[];
  readonly scorers: readonly (Scorer | ScorerFactory)[];
  readonly metrics: readonly Metric[];
}

/** A path of a suite file that cannot be followed. */
export class PathError extends Error {}

/** Where a path of a suite file leads. A suite may come from anybody, so it reads nothing outside its own folder.
 *  @throws PathError when it leaves the folder (by dots, as an absolute path or over a link) or does not exist */
export async function resolveInside(directory: string, path: string): Promise<string> {
  const outside = () => new PathError(`"${path}" leaves the suite's folder; expected a path below it`);
  const leaves = (target: string, base: string) => {
    const way = relative(base, target);
    return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
  };
  const target = resolve(directory, path);
  if (isAbsolute(path) || leaves(target, directory)) throw outside();
  let real: string;
  try {
    real = await realpath(target);
  } catch (cause) {
    const beside = await readdir(dirname(target)).catch(() => []);
    throw new PathError(
      `"${path}" is not there (looked below ${directory})${suggestion(basename(path), beside)}`,
      { cause },
    );
  }
  if (leaves(real, await realpath(directory))) throw outside();
  return target;
}

/** Imports the modules of one suite. A name that is taken is refused: of two with one name, one would be passed over in
 *  silence. */
export class ModuleLoader {
  readonly #taken: Readonly<Record<keyof Definitions, Set<string>>>;

  constructor({ adapterNames, scorers, metrics }: Registry) {
    const names = (named: readonly { readonly name: string }[]) => new Set(named.map(({ name }) => name));
    this.#taken = { adapters: new Set(adapterNames), scorers: names(scorers), metrics: names(metrics) };
  }

  /** @throws PathError when the path leaves the folder, or the module defines nothing or something twice */
  async load(directory: string, path: string): Promise<Definitions> {
    const definitions = await loadModule(await resolveInside(directory, path));
    for (const kind of ['adapters', 'scorers', 'metrics'] as const) {
      for (const { name } of definitions[kind]) {
        if (this.#taken[kind].has(name)) {
          throw new PathError(
            `defines ${kind.slice(0, -1)} "${name}", which exists already; give it another name`,
          );
        }
        this.#taken[kind].add(name);
      }
    }
    return definitions;
  }
}

/** Imports a module and collects the definitions among its exports.
 *  @throws PathError when it defines nothing or cannot be imported */
async function loadModule(path: string): Promise<Definitions> {
  let exports: Record<string, unknown>;
  try {
    exports = await import(pathToFileURL(path).href);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PathError(`${relative(dirname(path), path)} cannot be imported: ${reason}`, { cause });
  }
  const defined = Object.values(exports).flat().filter(isDefinition);
  if (defined.length === 0) {
    throw new PathError(
      'exports no definition; expected a value of defineAdapter, defineScorer, defineScorerFactory or defineMetric',
    );
  }
  // The kind is written by the define functions, which is what vouches for the rest of the shape.
  return {
    adapters: defined.filter((value) => value.kind === 'adapter') as Definitions['adapters'],
    scorers: defined.filter(
      ({ kind }) => kind === 'scorer' || kind === 'scorer_factory',
    ) as unknown as Definitions['scorers'],
    metrics: defined.filter((value) => value.kind === 'metric') as unknown as readonly Metric[],
  };
}

function isDefinition(value: unknown): value is { readonly kind: string; readonly name: string } {
  return (
    value !== null &&
    typeof value === 'object' &&
    'kind' in value &&
    typeof value.kind === 'string' &&
    'name' in value &&
    typeof value.name === 'string'
  );
}
