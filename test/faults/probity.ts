import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, vi } from 'vitest';
import { type Manifest, readManifest } from '../../src/records/manifest.js';
import { readCompletions, type StoredCompletion } from '../../src/records/stored-completion.js';
import { withinProcess } from '../cli/within-process.js';
import { type ChatServer, type ChatServerOptions, startChatServer } from '../servers/chat-server.js';

const cleanups: (() => unknown)[] = [];
/** What a test leaves is cleared when its file is done: tests of one file run side by side. */
export const atTheEnd = (cleanup: () => unknown): void => void cleanups.push(cleanup);

/** For every file of fault tests, at its top. */
export function prepareFaultTests(): void {
  // Many processes at once on a loaded machine: slow is no failure.
  vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });
  afterAll(async () => {
    // The latest first: a disk is unmounted before its folder goes.
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });
}

/** The built command line: `npm test` builds it first. */
export const BIN = fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url));
const PROBE = fileURLToPath(new URL('../../probes/decision-hiring.probe.yaml', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly uid?: number;
}

/** A real program in a process of its own; killed when the file ends. */
export function start(program: string, args: readonly string[], options: StartOptions = {}): Started {
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
    env: { PATH: process.env.PATH, ...options.env },
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said.stderr += text;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, ...said }));
  });
  atTheEnd(() => {
    child.kill('SIGKILL');
  });
  return { child, ended };
}

export const startProbity = (args: readonly string[], options: StartOptions = {}): Started =>
  start(process.execPath, [BIN, ...args], options);

/** The command line in this process, for what is not about the process. */
export const probity = (args: readonly string[]): Promise<Pick<Ended, 'code' | 'stdout' | 'stderr'>> =>
  withinProcess(args);

/** A folder that goes when the file ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'probity-faults-'));
  atTheEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A server that goes when the file ends. */
export async function chatServer(options: ChatServerOptions = {}): Promise<ChatServer> {
  const server = await startChatServer(options);
  atTheEnd(() => server.close());
  return server;
}

export interface RunParts {
  /** Items of the probe: each one request. */
  readonly limit?: number;
  readonly concurrency?: number;
  /** Keys of the model's SPEC besides baseURL. */
  readonly keys?: string;
}

export const modelSpec = (url: string, keys = '') =>
  `openai:test?id=test&baseURL=${url}${keys === '' ? '' : `&${keys}`}`;

/** Arguments of a small run against a server. */
export function runArguments(url: string, out: string, parts: RunParts = {}): string[] {
  const { limit = 56, concurrency = 8, keys = '' } = parts;
  return [
    'run',
    ...['--probe', PROBE, '--limit', String(limit), '--concurrency', String(concurrency)],
    ...['--model', modelSpec(url, keys), '--out', out, '--quiet'],
  ];
}

export const metricsOf = (out: string): string => readFileSync(join(out, 'metrics.csv'), 'utf8');
export const manifestOf = (out: string): Promise<Manifest> => readManifest(out);

export async function completionsOf(out: string): Promise<StoredCompletion[]> {
  const rows: StoredCompletion[] = [];
  for await (const batch of readCompletions(join(out, 'completions.csv'))) rows.push(...batch);
  return rows;
}

/** As metrics.csv is but for the address of the server, which names the run: two servers of one test compare. */
export const withoutRunId = (metrics: string): string => metrics.replace(/-[0-9a-f]{12},/gu, ',');
