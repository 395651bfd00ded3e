import { AsyncLocalStorage } from 'node:async_hooks';
import net from 'node:net';
import { main } from '../../src/cli/program.js';

/** One command that runs in this process, and what it has to itself as a process of its own would. */
interface Shell {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isOffline: boolean;
  stdout: string;
  stderr: string;
}

const shells = new AsyncLocalStorage<Shell>();
let isInstalled = false;
/** The working folder belongs to the whole process: who changes it has it alone. */
let alone: Promise<unknown> = Promise.resolve();
const under = new Set<Promise<unknown>>();

/** Lets each command see its own streams, arguments and environment, so that many may run side by side. Outside of a
 *  command everything is as before. */
function install(): void {
  if (isInstalled) return;
  isInstalled = true;
  const { argv, env } = process;
  Object.defineProperty(process, 'argv', { configurable: true, get: () => shells.getStore()?.argv ?? argv });
  Object.defineProperty(process, 'env', { configurable: true, get: () => shells.getStore()?.env ?? env });
  for (const name of ['stdout', 'stderr'] as const) {
    const stream = process[name];
    const write = stream.write.bind(stream);
    // The overloads of write differ in their second argument, which is handed on as it came.
    stream.write = ((text: string | Uint8Array, ...rest: []) => {
      const shell = shells.getStore();
      if (!shell) return write(text, ...rest);
      shell[name] += typeof text === 'string' ? text : Buffer.from(text).toString('utf8');
      return true;
    }) as typeof stream.write;
  }
  const connect = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function (this: net.Socket, ...rest: [string]) {
    if (shells.getStore()?.isOffline) throw new Error('asked the network');
    return connect.apply(this, rest);
  } as typeof connect;
}

export interface Surroundings {
  readonly cwd?: string;
  /** All of the environment besides PATH. */
  readonly env?: Readonly<Record<string, string>>;
  /** Any attempt to open a socket fails. */
  readonly isOffline?: boolean;
}

/** The command line without a process of its own: the same arguments, streams and exit code in a tenth of the time.
 *  What a test says of the process itself (signals, pipes, start, end) needs a real one. */
export async function withinProcess(
  args: readonly string[],
  { cwd, env, isOffline = false }: Surroundings = {},
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  install();
  const before = cwd === undefined ? [alone] : [alone, ...under];
  const turn = Promise.all(before).then(async () => {
    const argv = [process.execPath, 'probity', ...args];
    const shell = { argv, env: { PATH: process.env.PATH, ...env }, isOffline, stdout: '', stderr: '' };
    const home = process.cwd();
    if (cwd !== undefined) process.chdir(cwd);
    try {
      const code = await shells.run(shell, () => main(argv));
      return { code, stdout: shell.stdout, stderr: shell.stderr };
    } finally {
      if (cwd !== undefined) process.chdir(home);
    }
  });
  const settled = turn.catch(() => {});
  if (cwd !== undefined) alone = settled;
  under.add(settled);
  void settled.then(() => under.delete(settled));
  return turn;
}
