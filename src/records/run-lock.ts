import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { ExitCode, RecordError } from '../errors.js';
import { notWritable } from './make-run-folder.js';
import { processState } from './process-state.js';

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Tells a process from a later one with the same number; null where the system does not say. */
  readonly started: string | null;
  /** Tells this lock from every other. */
  readonly nonce: string;
}

/** The holder says so often that it lives. */
const BEAT_MS = 10_000;
/** A holder on another machine that was silent for so long is dead: nothing else is known of it. */
const SILENT_MS = 120_000;
const ATTEMPTS = 5;

/** Keeps a second process off a run folder. A process that died, even by kill -9, holds nothing: on this machine its
 *  number and start time tell, on another one (or in another container) that its heart stopped.
 *  @returns the release
 *  @throws RecordError naming the process that holds the folder */
export function lockRunFolder(folder: string): () => void {
  const path = join(folder, 'run.lock');
  const mine: Holder = {
    pid: process.pid,
    host: hostname(),
    started: processState(process.pid).started,
    nonce: randomUUID(),
  };
  hold(folder, path, mine);
  return keep(path, mine);
}

/** Takes a lock that is free or whose holder is dead.
 *  @throws RecordError when another process holds it */
function hold(folder: string, path: string, mine: Holder): void {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (take(path, mine)) return;
    const text = readLock(path);
    if (text === null) continue;
    const holder = parseHolder(text);
    if (holder && isAlive(holder, path)) throw inUse(folder, path, holder);
    if (succeed(folder, path, text, mine)) return;
  }
  throw new RecordError(`${path} could not be taken: other processes keep taking it`, {
    path,
    code: 'locked',
    exitCode: ExitCode.usage,
  });
}

/** Puts our lock over a dead one. Only who holds the lock of that succession may do so, and only while the dead one is
 *  still there; a successor that died in between is succeeded in the same way. The dead lock is never taken away
 *  first: whoever found the place empty, or put his own there, would hold the folder beside us.
 *  @returns false when another process was faster */
function succeed(folder: string, path: string, dead: string, mine: Holder): boolean {
  const succession = `${path}.${createHash('sha256').update(dead).digest('hex').slice(0, 16)}`;
  hold(folder, succession, mine);
  const draft = `${path}.${mine.nonce}`;
  try {
    if (readLock(path) !== dead) return false;
    writeFileSync(draft, JSON.stringify(mine));
    renameSync(draft, path);
    return true;
  } catch (error) {
    throw notWritable(dirname(path), error);
  } finally {
    rmSync(draft, { force: true });
    letGo(succession, JSON.stringify(mine));
  }
}

/** Makes the lock appear with its content: nobody ever sees it half written. */
function take(path: string, mine: Holder): boolean {
  const draft = `${path}.${mine.nonce}`;
  try {
    writeFileSync(draft, JSON.stringify(mine));
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    if (hasCode(error, 'EPERM') || hasCode(error, 'ENOTSUP') || hasCode(error, 'ENOSYS'))
      return takeWithoutLinks(path, mine);
    throw notWritable(dirname(path), error);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** For file systems without hard links (FAT, some network drives). */
function takeWithoutLinks(path: string, mine: Holder): boolean {
  try {
    writeFileSync(path, JSON.stringify(mine), { flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw notWritable(dirname(path), error);
  }
}

function keep(path: string, mine: Holder): () => void {
  const text = JSON.stringify(mine);
  const file = openSync(path, 'r+');
  const beat = setInterval(() => {
    try {
      // The same bytes: only the time of the change matters.
      writeSync(file, text, 0);
    } catch {
      // A full disk: the next beat may succeed.
    }
  }, BEAT_MS).unref();
  return () => {
    clearInterval(beat);
    closeSync(file);
    letGo(path, text);
  };
}

/** Removes a lock of ours; never another's, should ours have been taken for dead. */
function letGo(path: string, text: string): void {
  if (readLock(path) === text) rmSync(path, { force: true });
}

function readLock(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw notWritable(dirname(path), error);
  }
}

function parseHolder(text: string): Holder | null {
  try {
    const value: unknown = JSON.parse(text);
    if (value === null || typeof value !== 'object') return null;
    const { pid, host, started, nonce } = { pid: 0, host: 0, started: 0, nonce: 0, ...value };
    if (typeof pid !== 'number' || pid <= 0 || typeof host !== 'string') return null;
    return { pid, host, started: typeof started === 'string' ? started : null, nonce: String(nonce) };
  } catch {
    return null; // Torn by a power cut: nobody can be named.
  }
}

function isAlive({ pid, host, started }: Holder, path: string): boolean {
  if (host !== hostname()) return silence(path) < SILENT_MS;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
  const now = processState(pid);
  if (now.isZombie) return false;
  return started === null || now.started === null || now.started === started;
}

/** Milliseconds since the last beat, by the clock of the disk: a network drive has its own. */
function silence(path: string): number {
  const probe = `${path}.${randomUUID()}.now`;
  try {
    writeFileSync(probe, '');
    return statSync(probe).mtimeMs - statSync(path).mtimeMs;
  } catch (error) {
    throw notWritable(dirname(path), error);
  } finally {
    rmSync(probe, { force: true });
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function inUse(folder: string, path: string, { pid, host }: Holder): RecordError {
  const who = host === hostname() ? `process ${pid}` : `process ${pid} on ${host}`;
  return new RecordError(
    `${folder} is in use by ${who}; wait for it, or give another --out (if that process is gone, delete ${path})`,
    { path, code: 'locked', exitCode: ExitCode.usage },
  );
}
