import { once } from 'node:events';
import { type ExitCode as Code, ExitCode, UsageError } from '../errors.js';
import type { Terminal } from './terminal.js';
import { serveRuns } from './view/serve-runs.js';

export interface ViewFlags {
  readonly port: number;
  /** Interface that is served on; loopback unless named. */
  readonly host: string;
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** `probity view RUN...`: reports in a browser, until it is stopped. */
export async function viewCommand(
  folders: readonly string[],
  flags: ViewFlags,
  terminal: Terminal,
): Promise<Code> {
  if (!(Number.isSafeInteger(flags.port) && flags.port >= 0 && flags.port < 65_536))
    throw new UsageError(`expected --port from 0 to 65535, got ${flags.port}`);
  const server = serveRuns(folders, [...LOOPBACK, flags.host]);
  server.listen(flags.port, flags.host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new UsageError(
      `cannot serve on ${flags.host}:${flags.port}: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : flags.port;
  terminal.result(`http://${flags.host}:${port}/`);
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  await once(server, 'close');
  process.off('SIGINT', stop);
  process.off('SIGTERM', stop);
  return ExitCode.done;
}
