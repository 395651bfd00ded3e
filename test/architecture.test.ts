import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));

/** What each folder of src/ may import besides itself; a folder in `types` by `import type` only. Data flows one way:
 *  a folder that is not named in a row knows nothing of it. */
const ALLOWED: Readonly<Record<string, { readonly values: string; readonly types?: string }>> = {
  'errors.ts': { values: '' },
  probes: { values: 'errors.ts' },
  adapters: { values: 'errors.ts', types: 'probes' },
  runner: { values: 'errors.ts probes adapters' },
  benchmarks: { values: 'errors.ts probes' },
  datasets: { values: 'errors.ts' },
  scorers: { values: 'errors.ts probes', types: 'adapters' },
  statistics: { values: '' },
  metrics: { values: 'errors.ts probes statistics', types: 'scorers' },
  decisions: { values: 'errors.ts statistics metrics' },
  suites: { values: 'errors.ts probes benchmarks scorers metrics', types: 'decisions' },
  records: {
    // Beside the errors only the vocabulary of the records that it stores.
    values: 'errors.ts probes/prompt.ts adapters/completion.ts metrics/estimate.ts',
    types: 'probes adapters runner benchmarks scorers statistics metrics decisions suites',
  },
  reports: { values: 'errors.ts records', types: 'metrics decisions' },
};
/** These see everything but the folders named. */
const ALL_BUT: Readonly<Record<string, string>> = {
  evaluation: 'reports cli',
  'evaluate.ts': 'reports cli',
  cli: '',
  vitest: 'cli',
  'index.ts': '',
};

/** The stages of `evaluation/`: each imports only itself and those before it; files beside them import all, and none of
 *  them imports those. */
const STAGES = ['tapes', 'scoring', 'collection', 'comparison', 'planning', 'sequential', 'calibration'];

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
const textOf = (path: string) => readFileSync(`${SRC}${path}`, 'utf8');
const folderOf = (path: string) => path.split('/')[0] ?? '';

/** Imports of one file that lead to another folder, as `folder` and whether types only. */
function importsOf(
  path: string,
): { readonly target: string; readonly file: string; readonly typesOnly: boolean }[] {
  const imports = textOf(path).matchAll(/^(?:import|export)\b([^;'"]*?)\bfrom\s+'(\.[^']+)'/gmu);
  return [...imports].map(([, clause = '', specifier = '']) => {
    const { pathname } = new URL(specifier, `file:///${path}`);
    const names = /\{([^}]*)\}/u.exec(clause)?.[1]?.split(',') ?? [clause];
    const typesOnly =
      /^\s*type\b/u.test(clause) || names.every((name) => name.trim() === '' || /^\s*type /u.test(name));
    const file = pathname.slice(1).replace(/\.js$/u, '.ts');
    return { target: folderOf(file), file, typesOnly };
  });
}

test('each folder imports only what its row allows', () => {
  const violations = files.flatMap((path) => {
    const from = folderOf(path);
    return importsOf(path).flatMap(({ target, file, typesOnly }) => {
      if (target === from) return [];
      const row = ALLOWED[from];
      const forbidden = ALL_BUT[from];
      const isListed = (list = '') => list.split(' ').some((name) => name === target || name === file);
      const isAllowed = row
        ? isListed(row.values) || (typesOnly && isListed(row.types))
        : forbidden !== undefined && !forbidden.split(' ').includes(target);
      return isAllowed ? [] : [`${path} imports ${typesOnly ? 'types' : 'values'} of ${file}`];
    });
  });
  expect(violations).toEqual([]);
});

test('each stage of an evaluation imports only those before it', () => {
  const stageOf = (path: string) =>
    path.split('/').length > 2 ? (path.split('/')[1] ?? '') : 'beside the stages';
  const order = [...STAGES, 'beside the stages'];
  const violations = files
    .filter((path) => folderOf(path) === 'evaluation')
    .flatMap((path) =>
      importsOf(path)
        .filter(
          ({ target, file }) =>
            target === 'evaluation' &&
            file !== 'evaluation/registry.ts' &&
            order.indexOf(stageOf(file)) > order.indexOf(stageOf(path)),
        )
        .map(({ file }) => `${path} imports ${file}`),
    );
  expect(violations).toEqual([]);
  expect([...new Set(files.filter((path) => folderOf(path) === 'evaluation').map(stageOf))].sort()).toEqual(
    [...order].sort(),
  );
});

test('every folder and file at the top of src has its row', () => {
  const known = [...Object.keys(ALLOWED), ...Object.keys(ALL_BUT)];
  expect([...new Set(files.map(folderOf))].filter((folder) => !known.includes(folder))).toEqual([]);
});

test('no file is longer than 250 lines', () => {
  const long = files.filter((path) => textOf(path).trimEnd().split('\n').length > 250);
  expect(long).toEqual([]);
});

test('no file is named after nothing', () => {
  const vague = /^(utils?|helpers?|common|types?|misc)\.ts$/u;
  expect(files.filter((path) => vague.test(basename(path)))).toEqual([]);
});
