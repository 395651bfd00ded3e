import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
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
import { createInterface } from 'node:readline';
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

/** Processes that all start on "go", once every one of them is there, and end when their input does.
 *  @returns what each said in answer */
async function race(count: number, work: string): Promise<string[]> {
  const module = new URL('../../dist/records/run-lock.js', import.meta.url).href;
  const script = `
    import { renameSync, rmSync, writeFileSync } from 'node:fs';
    const { lockRunFolder } = await import(${JSON.stringify(module)});
    const folder = ${JSON.stringify(folder)};
    process.stdin.once('data', () => { ${work} });
    console.log('ready');`;
  const children = Array.from({ length: count }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] }),
  );
  const lines = children.map(({ stdout }) => createInterface({ input: stdout })[Symbol.asyncIterator]());
  const next = () => Promise.all(lines.map(async (line) => String((await line.next()).value)));
  await next();
  for (const { stdin } of children) stdin.write('go\n');
  const said = await next();
  for (const { stdin } of children) stdin.end();
  await Promise.all(children.map((child) => once(child, 'close')));
  return said;
}

const DEAD = 2 ** 30;

test('of many processes that start at once over a dead lock, one gets the folder', async () => {
  holder({ pid: DEAD, started: null });
  const said = await race(
    5,
    "try { lockRunFolder(folder); console.log('mine'); } catch (error) { console.log(error.code); }",
  );
  expect(said.sort()).toEqual(['locked', 'locked', 'locked', 'locked', 'mine']);
});

test('of processes that take it from the dead again and again, never two have the folder at once', async () => {
  holder({ pid: DEAD, started: null });
  // Each holder marks that it is there, and then "dies": its lock stays, with the number of no process.
  const said = await race(
    3,
    `let taken = 0;
     for (let round = 0; round < 100; round++) {
       try { lockRunFolder(folder); } catch (error) { if (error.code === 'locked') continue; throw error; }
       writeFileSync(folder + '/holder', '', { flag: 'wx' });
       rmSync(folder + '/holder');
       taken++;
       const grave = { pid: ${DEAD}, host: ${JSON.stringify(hostname())}, started: null, nonce: process.pid + '-' + round };
       writeFileSync(folder + '/grave-' + process.pid, JSON.stringify(grave));
       renameSync(folder + '/grave-' + process.pid, folder + '/run.lock');
     }
     console.log(taken);`,
  );
  expect(said.map(Number).every((taken) => taken > 0)).toBe(true);
  expect(readdirSync(folder)).toEqual(['run.lock']);
});

test('a process that died while it took the folder from the dead holds nothing either', () => {
  holder({ pid: DEAD, started: null });
  const dead = createHash('sha256').update(readFileSync(path, 'utf8')).digest('hex').slice(0, 16);
  writeFileSync(`${path}.${dead}`, JSON.stringify({ pid: DEAD + 1, host: hostname(), nonce: 'between' }));
  lockRunFolder(folder)();
  expect(readdirSync(folder)).toEqual([]);
});
