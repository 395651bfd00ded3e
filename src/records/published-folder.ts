import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Manifest } from './manifest.js';

/** Longest part of a path: file systems take 255 bytes. */
const LONGEST = 100;

/** A name from outside as one part of a path: it can neither leave the folder nor hide.
 *  @example pathPart('meta-llama/Llama-3.1') // 'meta-llama--Llama-3.1' */
export function pathPart(name: string): string {
  const safe = name
    .replaceAll('/', '--')
    .replace(/[^\w.+-]/gu, '-')
    .replace(/^\.+/u, '-')
    .slice(0, LONGEST);
  return safe === '' ? 'unnamed' : safe;
}

/** Where a run of a model is published: `<suite>/<model>/<date>`, with the time when that day has another run. The same
 *  run always gets the same place. */
export function publishedFolder(results: string, manifest: Manifest, model: string): string {
  const home = join(results, pathPart(manifest.suite), pathPart(model));
  const day = join(home, manifest.started_at.slice(0, 10));
  if (!existsSync(day) || startOf(day) === manifest.started_at) return day;
  return join(home, manifest.started_at.slice(0, 19).replaceAll(':', '-'));
}

const started = z.object({ started_at: z.string() });

/** When the run that lies there was started; null: no run lies there. */
function startOf(folder: string): string | null {
  try {
    return started.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))).started_at;
  } catch {
    return null;
  }
}
