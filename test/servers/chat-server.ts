import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ChatServerStats } from './chat-server.mjs';

export type { Answer, ChatServer, ChatServerOptions, ChatServerStats } from './chat-server.mjs';
export { startChatServer } from './chat-server.mjs';

/** The flags of `node test/servers/chat-server.mjs`. */
export interface ChildServerOptions {
  readonly latencyMs?: number;
  readonly seed?: number;
  readonly faults?: Readonly<Record<string, number>>;
  readonly requestsPerMinute?: number;
  readonly windowMs?: number;
  readonly key?: string;
}

export interface ChildServer {
  readonly url: string;
  stats(): Promise<ChatServerStats>;
  close(): Promise<void>;
}

/** The same server in a process of its own, for runs whose CPU or memory is measured. Dies with its parent. */
export async function spawnChatServer(options: ChildServerOptions = {}): Promise<ChildServer> {
  const faults = Object.entries(options.faults ?? {}).map(([name, rate]) => `${name}=${rate}`);
  const flags: [string, string | number | undefined][] = [
    ['latency', options.latencyMs],
    ['seed', options.seed],
    ['faults', faults.length > 0 ? faults.join(',') : undefined],
    ['rpm', options.requestsPerMinute],
    ['window', options.windowMs],
    ['key', options.key],
  ];
  const script = fileURLToPath(new URL('chat-server.mjs', import.meta.url));
  const given = flags.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`]));
  const child = spawn(process.execPath, [script, '--until-stdin-ends', ...given], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const { url, stats }: { url: string; stats: string } = JSON.parse(line);
  return {
    url,
    stats: async () => {
      const response = await fetch(stats);
      const counts: ChatServerStats = JSON.parse(await response.text());
      return counts;
    },
    close: async () => {
      const closed = once(child, 'close');
      child.stdin.end();
      await closed;
    },
  };
}
