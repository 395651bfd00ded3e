import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { afterAll } from 'vitest';
import { withinProcess } from './within-process.js';

/** The built command line: `npm test` builds it first. */
export const BIN = fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Circumstances {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Another program than our own node. */
  readonly program?: string;
}

/** Any attempt to open a socket ends the process with a trace. */
const OFFLINE = `--import=data:text/javascript,${encodeURIComponent(
  "import net from 'node:net'; net.Socket.prototype.connect = () => { throw new Error('asked the network'); };",
)}`;

/** The command line, in this process: nothing in the environment but the path, and no network. */
export function probity(args: readonly string[], { cwd, env }: Circumstances = {}): Promise<Ended> {
  return withinProcess(args, { isOffline: true, ...(cwd && { cwd }), ...(env && { env }) });
}

/** The same as a process of its own. */
export function probityProcess(args: readonly string[], { cwd, env }: Circumstances = {}): Promise<Ended> {
  return run(process.execPath, [BIN, ...args], {
    ...(cwd && { cwd }),
    env: { NODE_OPTIONS: OFFLINE, ...env },
  });
}

/** One program from start to end. */
export function run(
  program: string,
  args: readonly string[],
  { cwd, env }: Circumstances = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd,
      env: { PATH: process.env.PATH, ...env },
    });
    const said = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      said.stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...said }));
  });
}

/** A folder for the tests of a file; it goes with them. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'probity-cli-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const textOf = (...path: readonly string[]): string => readFileSync(join(...path), 'utf8');

/** Rows of a table of a run folder, by column. */
export function tableOf(...path: readonly string[]): Record<string, string>[] {
  return parse<Record<string, string>>(textOf(...path), { columns: true, bom: true });
}
