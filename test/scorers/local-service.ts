import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface LocalReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A JSON service on this machine. */
export interface LocalService {
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  close(): Promise<void>;
}

/** @param answer how each request is answered, from its body and its number from 1 */
export async function startLocalService(
  answer: (request: SeenRequest, number: number) => LocalReply,
): Promise<LocalService> {
  const requests: SeenRequest[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const body = JSON.parse(await text(incoming));
    const request = { path: incoming.url ?? '', headers: incoming.headers, body };
    requests.push(request);
    const { status = 200, headers = {}, body: reply } = answer(request, requests.length);
    outgoing.writeHead(status, { 'content-type': 'application/json', ...headers });
    outgoing.end(JSON.stringify(reply));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** An address of this machine at which nobody listens. */
export async function deadAddress(): Promise<string> {
  const service = await startLocalService(() => ({ body: null }));
  await service.close();
  return service.url;
}
