import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { processState } from '../../src/records/process-state.js';
import { lockRunFolder } from '../../src/records/run-lock.js';

const folder = mkdtempSync(join(tmpdir(), 'probity-lock-'));
const path = join(folder, 'run.lock');
afterEach(() => rmSync(path, { force: true }));
afterAll(() => rmSync(folder, { recursive: true }));

const holder = (parts: object) =>
  writeFileSync(path, JSON.stringify({ host: hostname(), nonce: 'other', ...parts }));
const locked = expect.objectContaining({ code: 'locked', exitCode: 2 });

test('a folder that is held is refused, and free again after the release, with nothing left behind', () => {
  const release = lockRunFolder(folder);
  expect(() => lockRunFolder(folder)).toThrow(locked);
  expect(() => lockRunFolder(folder)).toThrow(new RegExp(`in use by process ${process.pid};`));
  release();
  lockRunFolder(folder)();
  expect(readdirSync(folder)).toEqual([]);
});

test('a process that died holds nothing', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  const { pid } = child;
  await once(child, 'close');
  holder({ pid, started: null });
  lockRunFolder(folder)();
});

test('a number that went to a later process holds nothing', () => {
  holder({ pid: process.pid, started: '1' });
  lockRunFolder(folder)();
  holder({ pid: process.pid, started: processState(process.pid).started });
  expect(() => lockRunFolder(folder)).toThrow(locked);
});

test('a process that is dead but not yet collected by its parent holds nothing', async (context) => {
  if (!existsSync('/proc/self/stat')) context.skip('this system does not tell the state of a process');
  // The shell starts a child that ends at once, and becomes a program that never asks for it.
  const shell = spawn('sh', ['-c', 'sleep 0.05 & echo $!; exec sleep 30'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const [line] = await once(shell.stdout, 'data');
    const pid = Number(String(line));
    await expect.poll(() => processState(pid).isZombie, { timeout: 5_000 }).toBe(true);
    holder({ pid, started: processState(pid).started });
    lockRunFolder(folder)();
  } finally {
    shell.kill('SIGKILL');
  }
});

test.each(['', '{"pid":', 'null', '{"pid":"1"}'])('a lock torn by a power cut (%j) holds nothing', (text) => {
  writeFileSync(path, text);
  lockRunFolder(folder)();
});

test('a process on another machine holds the folder while its heart beats, and not when it was silent for minutes', () => {
  holder({ pid: 1, host: 'elsewhere', started: null });
  expect(() => lockRunFolder(folder)).toThrow(/process 1 on elsewhere/);
  const then = Date.now() / 1000 - 600;
  utimesSync(path, then, then);
  lockRunFolder(folder)();
});

test('a release never removes the lock of another', () => {
  const release = lockRunFolder(folder);
  holder({ pid: process.pid, started: processState(process.pid).started });
  const text = readFileSync(path, 'utf8');
  release();
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('of many processes that start at once over a dead lock, one gets the folder', async () => {
  holder({ pid: 2 ** 30, started: null });
  const module = new URL('../../dist/records/run-lock.js', import.meta.url).href;
  const script = `
    const { lockRunFolder } = await import(${JSON.stringify(module)});
    process.stdin.once('data', () => {
      try { lockRunFolder(${JSON.stringify(folder)}); console.log('mine'); } catch (error) { console.log(error.code); }
      setTimeout(() => process.exit(0), 1500);
    });
    console.log('ready');`;
  const children = Array.from({ length: 5 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] }),
  );
  const said = children.map(() => '');
  for (const [index, { stdout }] of children.entries()) {
    stdout.on('data', (text) => {
      said[index] += String(text);
    });
  }
  await expect.poll(() => said.every((text) => text.includes('ready')), { timeout: 20_000 }).toBe(true);
  for (const { stdin } of children) stdin.write('go\n');
  await Promise.all(children.map((child) => once(child, 'close')));
  expect(said.map((text) => text.replace('ready\n', '').trim()).sort()).toEqual([
    'locked',
    'locked',
    'locked',
    'locked',
    'mine',
  ]);
});
