import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomically } from './draft-file.js';
import { type Manifest, readManifest } from './manifest.js';

/** A published run of one model. */
export interface PublishedRun {
  readonly suite: string;
  readonly model: string;
  /** Relative to the results folder, with `/`. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Every published run under a results folder, by suite, model and then newest first. Folders that hold none (runs, what
 *  people keep there) are passed over.
 *  @throws RecordError for a manifest that cannot be read */
export async function publishedRuns(results: string): Promise<PublishedRun[]> {
  const found: PublishedRun[] = [];
  for (const suite of foldersOf(results)) {
    // Runs in progress lie in `runs`, one level higher than published ones.
    if (suite === 'runs') continue;
    for (const model of foldersOf(join(results, suite))) {
      for (const date of foldersOf(join(results, suite, model)).reverse()) {
        const folder = join(results, suite, model, date);
        if (!existsSync(join(folder, 'manifest.json'))) continue;
        const manifest = await readManifest(folder);
        found.push({ suite, model, folder: `${suite}/${model}/${date}`, manifest });
      }
    }
  }
  return found;
}

function foldersOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
}

const BEGIN = '<!-- published runs: written by `probity publish`, do not edit between these lines -->';
const END = '<!-- end of published runs -->';

/** Puts the tables between their marks in a file that people write too; all else in it stays as it is. */
export function writeMarkedSection(path: string, section: string): void {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '# Results\n';
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END, begin);
  const marked = `${BEGIN}\n\n${section.trim()}\n\n${END}`;
  const whole =
    begin >= 0 && end >= 0
      ? `${text.slice(0, begin)}${marked}${text.slice(end + END.length)}`
      : `${text.trimEnd()}\n\n${marked}\n`;
  if (whole !== text) writeFileAtomically(path, [whole]);
}
