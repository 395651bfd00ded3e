import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Ended, run, scratchFolder, tableOf } from '../cli/command.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const scratch = scratchFolder();
const app = join(scratch, 'app');
const elsewhere = join(scratch, 'elsewhere');

/** What "npm test" set for its own scripts is not for the npm of a user in another folder. */
const environment = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || /^(npm_(package|lifecycle|config_local)|INIT_CWD|NODE_OPTIONS|VITEST)/u.test(name)
      ? []
      : [[name, value]],
  ),
);

async function npm(args: readonly string[], cwd: string): Promise<string> {
  const { code, stdout, stderr } = await run('npm', args, { cwd, env: environment });
  if (code !== 0) throw new Error(`npm ${args.join(' ')} ended with ${code}: ${stderr}`);
  return stdout;
}

describe('the package, packed and installed into an empty folder', () => {
  let files: string[];

  beforeAll(async () => {
    mkdirSync(app);
    mkdirSync(elsewhere);
    const [packed]: { filename: string; files: { path: string }[] }[] = JSON.parse(
      await npm(['pack', '--json', '--ignore-scripts', '--pack-destination', scratch], ROOT),
    );
    files = packed?.files.map(({ path }) => path) ?? [];
    writeFileSync(join(app, 'package.json'), '{ "type": "module", "private": true }');
    const tarball = join(scratch, packed?.filename ?? '');
    await npm(['install', '--prefer-offline', '--no-audit', '--no-fund', tarball], app);
  });

  test('holds the built program, the probes, the licence and the readme, and nothing else', () => {
    const top = [...new Set(files.map((path) => path.split('/')[0]))].sort();
    expect(top).toEqual(['LICENSE', 'README.md', 'dist', 'package.json', 'probes']);
    expect(files.filter((path) => path.startsWith('dist/') && !/\.(js|d\.ts)$/u.test(path))).toEqual([]);
    expect(files.filter((path) => /test|bench\//u.test(path) && /\.test\.|^test\//u.test(path))).toEqual([]);
  });

  test('names no folder of the machine that built it, and no map', () => {
    const installed = join(app, 'node_modules/probity');
    const telling = files.filter((path) => {
      const text = readFileSync(join(installed, path), 'utf8');
      return text.includes(ROOT) || text.includes('sourceMappingURL');
    });
    expect(telling).toEqual([]);
  });

  describe('from another working directory', () => {
    let ran: Ended;
    beforeAll(async () => {
      ran = await run(join(app, 'node_modules/.bin/probity'), ['run', '--out', 'quickstart'], {
        cwd: elsewhere,
      });
    });

    test('runs the quickstart', () => {
      expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code: 0, stderr: '' });
      expect(ran.stdout).toContain('run folder: quickstart');
      expect(readdirSync(elsewhere)).toEqual(['quickstart']);
      expect(tableOf(elsewhere, 'quickstart', 'metrics.csv').length).toBeGreaterThan(20);
    });
  });

  test('is a library for ESM, and its modules serve a suite that lies beside the installation', async () => {
    const example = fileURLToPath(new URL('../library/example/', import.meta.url));
    for (const file of readdirSync(example)) copyFileSync(join(example, file), join(app, file));
    writeFileSync(
      join(app, 'main.mjs'),
      [
        "import { loadSuite, run } from 'probity';",
        "const suite = await loadSuite('example.suite.yaml');",
        "const { estimates } = await run(suite, { out: 'run', environment: {}, command: 'library' });",
        "console.log(estimates.filter(({ metric }) => metric === 'exclamation_rate').length);",
      ].join('\n'),
    );
    expect(await run(process.execPath, ['main.mjs'], { cwd: app })).toEqual({
      code: 0,
      stdout: '6\n',
      stderr: '',
    });
  });

  test('has types that strict code compiles against', async () => {
    copyFileSync(fileURLToPath(new URL('consumer.ts', import.meta.url)), join(app, 'consumer.ts'));
    const settings = {
      compilerOptions: {
        module: 'nodenext',
        target: 'es2022',
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        skipLibCheck: true,
        noEmit: true,
        types: ['node'],
        typeRoots: [join(ROOT, 'node_modules/@types')],
      },
      files: ['consumer.ts'],
    };
    writeFileSync(join(app, 'tsconfig.json'), JSON.stringify(settings));
    const tsc = join(ROOT, 'node_modules/.bin/tsc');
    expect(await run(tsc, ['-p', '.'], { cwd: app })).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});
