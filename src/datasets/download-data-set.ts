import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EnvHttpProxyAgent } from 'undici';
import { type DataOrigin, type DataSet, filesOf, type PinnedFile } from './data-set.js';
import { FetchFailure, fetchFile } from './fetch-file.js';
import { hashFile } from './hash-file.js';

/** Milliseconds without a byte after which a connection is given up. */
const SILENCE_LIMIT_MS = 30_000;

/** Where raw files of repositories are served as `owner/name/commit/path`. */
export const DEFAULT_BASE_URL = 'https://raw.githubusercontent.com';

/** `present`: was there and is the published one; `changed`: was there with another content, and is left as it is. */
export type DownloadState = 'downloaded' | 'present' | 'changed' | 'failed';

export interface DownloadedFile {
  readonly path: string;
  readonly state: DownloadState;
  /** What was wrong; null when nothing was. */
  readonly message: string | null;
}

/** What a download tells while it goes on. */
export interface DownloadProgress {
  onFile(file: PinnedFile): void;
  onBytes(received: number): void;
}

/** Brings every pinned file of a data set to its place below a folder, one after the other. What is there already is
 *  checked and never overwritten; a transfer that broke off is gone on from its `.part` file. A file that fails does
 *  not keep the others from being tried. */
export async function downloadDataSet(
  set: DataSet,
  { directory, baseUrl, progress }: { directory: string; baseUrl: string; progress: DownloadProgress },
): Promise<DownloadedFile[]> {
  const dispatcher = new EnvHttpProxyAgent({
    headersTimeout: SILENCE_LIMIT_MS,
    bodyTimeout: SILENCE_LIMIT_MS,
  });
  const results: DownloadedFile[] = [];
  try {
    for (const { origin, file } of filesOf(set)) {
      const path = join(directory, file.path);
      const partial = `${path}.part`;
      const url = urlOf(baseUrl, origin, file);
      try {
        const hash = await hashFile(path);
        if (hash !== null) {
          results.push(existing(file, path, hash));
          continue;
        }
        progress.onFile(file);
        await mkdir(dirname(path), { recursive: true });
        await fetchFile({ url, file, partial, dispatcher, onBytes: progress.onBytes });
        await rename(partial, path);
        results.push({ path: file.path, state: 'downloaded', message: null });
      } catch (error) {
        // The system's own (a folder that cannot be written) have a code; all else is a bug.
        if (!(error instanceof FetchFailure) && !(error instanceof Error && 'code' in error)) throw error;
        results.push({ path: file.path, state: 'failed', message: error.message });
      }
    }
  } finally {
    await dispatcher.close();
  }
  return results;
}

function existing(file: PinnedFile, path: string, hash: string): DownloadedFile {
  if (hash === file.sha256) return { path: file.path, state: 'present', message: null };
  const message = `${path} is there with another content (SHA-256 ${hash}, published ${file.sha256}); it was left as it is: move it away to download the published one`;
  return { path: file.path, state: 'changed', message };
}

function urlOf(baseUrl: string, { repository, commit }: DataOrigin, { path }: PinnedFile): string {
  const parts = [...repository.split('/'), commit ?? '', ...path.split('/')].map(encodeURIComponent);
  return `${baseUrl.replace(/\/+$/u, '')}/${parts.join('/')}`;
}
