import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

/** What a hook and a webhook are told. */
export interface DriftNews {
  readonly suite: string;
  readonly run: string;
  readonly verdict: 'moved';
  readonly moved: readonly unknown[];
  readonly newly_moved: readonly unknown[];
}

const HOOK_TIMEOUT_MS = 60_000;
const REQUEST_TIMEOUT_MS = 10_000;
const PAUSES_MS = [1_000, 5_000, 25_000];

/** Runs a command with the news as JSON on its standard input. @returns what went wrong; null when nothing did */
export function runHook(command: string, news: DriftNews): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(command, {
      shell: true,
      stdio: ['pipe', 'ignore', 'inherit'],
      timeout: HOOK_TIMEOUT_MS,
    });
    child.on('error', (error) => resolve(`hook: ${error.message}`));
    child.on('exit', (code, signal) => resolve(code === 0 ? null : `hook ended with ${code ?? signal}`));
    // A hook that does not read is no failure.
    child.stdin.on('error', () => {});
    child.stdin.end(JSON.stringify(news));
  });
}

/** Posts the news, again after a while when the server did not take it. With a secret the receiver can tell that the
 *  body is ours: `X-Probity-Signature: sha256=` and the HMAC of the body in hexadecimal.
 *  @returns what went wrong; null when nothing did */
export async function postWebhook(
  url: string,
  secret: string | undefined,
  news: DriftNews,
  pauses: readonly number[] = PAUSES_MS,
): Promise<string | null> {
  const body = JSON.stringify(news);
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (secret)
    headers['x-probity-signature'] = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  let problem = '';
  for (const pause of [...pauses, null]) {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers,
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      });
      if (response.ok) return null;
      problem = `webhook answered ${response.status}`;
      // It understood and refuses: the same again would be refused again.
      if (
        response.status >= 400 &&
        response.status < 500 &&
        response.status !== 408 &&
        response.status !== 429
      )
        return problem;
    } catch (error) {
      problem = `webhook: ${error instanceof Error ? error.message : String(error)}`;
    }
    if (pause !== null) await wait(pause);
  }
  return problem;
}
