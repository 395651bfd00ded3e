import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** Packages that a module loads as soon as it is imported, directly or through others. */
async function packagesLoadedBy(file: URL, seen = new Set<string>()): Promise<Set<string>> {
  const packages = new Set<string>();
  if (seen.has(file.href)) return packages;
  seen.add(file.href);
  const source = await readFile(fileURLToPath(file), 'utf8');
  for (const [, specifier = ''] of source.matchAll(/^(?:import|export)\s+(?!type\s)[^;]*?from '([^']+)'/gm)) {
    if (!specifier.startsWith('.')) packages.add(specifier);
    else
      for (const name of await packagesLoadedBy(new URL(specifier.replace(/\.js$/, '.ts'), file), seen))
        packages.add(name);
  }
  return packages;
}

test('the list of adapters loads no SDK and no HTTP client', async () => {
  const packages = await packagesLoadedBy(new URL('../../src/adapters/builtin-adapters.ts', import.meta.url));
  for (const name of ['openai', '@huggingface/inference', 'undici', 'csv-parse'])
    expect(packages).not.toContain(name);
});
