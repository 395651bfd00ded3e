import { closeSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { ExitCode, RecordError } from '../errors.js';

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Tells a process from a later one with the same number; null where the system does not say. */
  readonly started: string | null;
}

/** Keeps a second process off a run folder. A process that died, even by kill -9, holds nothing.
 *  @returns the release
 *  @throws RecordError naming the process that holds the folder */
export function lockRunFolder(folder: string): () => void {
  const path = join(folder, 'run.lock');
  const mine: Holder = { pid: process.pid, host: hostname(), started: startOf(process.pid) };
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const file = openSync(path, 'wx');
      writeSync(file, JSON.stringify(mine));
      closeSync(file);
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw notWritable(path, error);
    }
    const holder = readHolder(path);
    if (holder && isAlive(holder)) {
      const who =
        holder.host === hostname() ? `process ${holder.pid}` : `process ${holder.pid} on ${holder.host}`;
      throw new RecordError(
        `${folder} is in use by ${who}; wait for it, or give another --out (if that process is gone, delete ${path})`,
        { path, code: 'locked', exitCode: ExitCode.usage },
      );
    }
    removeStale(path);
  }
  throw new RecordError(`${path} could not be taken: other processes keep taking it`, {
    path,
    code: 'locked',
    exitCode: ExitCode.usage,
  });
}

/** Moves the dead lock aside first, so that of two processes that both saw it only one removes it. */
function removeStale(path: string): void {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch {
    return; // Another process was faster; the next attempt sees whose lock it is now.
  }
  rmSync(aside, { force: true });
}

function readHolder(path: string): Holder | null {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (value === null || typeof value !== 'object') return null;
    const { pid, host, started } = { pid: undefined, host: undefined, started: null, ...value };
    if (typeof pid !== 'number' || typeof host !== 'string') return null;
    return { pid, host, started: typeof started === 'string' ? started : null };
  } catch {
    return null; // Torn by a crash, or just gone: no living holder can be named.
  }
}

function isAlive({ pid, host, started }: Holder): boolean {
  if (host !== hostname()) return true; // A shared folder: nothing is known of the other machine.
  try {
    process.kill(pid, 0);
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
  return started === null || startOf(pid) === null || startOf(pid) === started;
}

/** Start time of a process in clock ticks after boot (Linux: field 22 of /proc/PID/stat). */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function notWritable(path: string, cause: unknown): RecordError {
  return new RecordError(`${path} cannot be written: ${cause instanceof Error ? cause.message : cause}`, {
    path,
    code: 'not_writable',
    exitCode: ExitCode.incomplete,
    cause,
  });
}
