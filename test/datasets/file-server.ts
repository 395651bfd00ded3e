import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A real server of files for the time of one piece of work; `requests` are the paths and ranges it was asked for. */
export async function withFileServer<T>(
  answer: Answer,
  work: (server: { readonly url: string; readonly requests: string[] }) => Promise<T>,
): Promise<T> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${decodeURIComponent(request.url ?? '')} ${request.headers.range ?? 'whole'}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  try {
    return await work({ url: `http://127.0.0.1:${port}`, requests });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** Serves one content under every path, in ranges where they are asked for. */
export function ranged(content: Buffer): Answer {
  return (request, response) => {
    const start = Number(/bytes=(\d+)-/u.exec(request.headers.range ?? '')?.[1] ?? 0);
    if (start >= content.length) {
      response.writeHead(416).end();
      return;
    }
    const part = content.subarray(start);
    if (start === 0) response.writeHead(200, { 'content-length': part.length }).end(part);
    else {
      response.writeHead(206, {
        'content-length': part.length,
        'content-range': `bytes ${start}-${content.length - 1}/${content.length}`,
      });
      response.end(part);
    }
  };
}
