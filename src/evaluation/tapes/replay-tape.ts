import { existsSync } from 'node:fs';
import { AdapterError, ExitCode, RecordError, UsageError } from '../../errors.js';
import { exchangeKey, type Json, readCassette } from '../../records/cassette.js';
import { nearestRecorded } from './nearest-recorded.js';
import { replay } from './recorded-outcome.js';
import { exchangeOf, JSON_BODY, type Tape, wrapAdapter } from './tape.js';

/** Answers every request from a cassette: nothing is sent and no key is needed. A request that is not in it ends its
 *  model, with the nearest one that is and what differs. The outcomes are held in memory.
 *  @throws UsageError when there is no such file; RecordError when it cannot be read */
export async function replayFrom(path: string): Promise<Tape> {
  if (!existsSync(path)) throw new UsageError(`no cassette "${path}"; --record ${path} makes one`);
  const outcomes = new Map<string, string>();
  for await (const { key, outcome } of readCassette(path)) outcomes.set(key, JSON.stringify(outcome));

  const find = async (asked: Json, who = ''): Promise<Json> => {
    const found = outcomes.get(exchangeKey(asked));
    if (found !== undefined) return JSON.parse(found);
    throw new AdapterError(
      `${who}a request is not in the cassette ${path}; ${await nearestRecorded(asked, path)}`,
      { code: 'not_recorded', fatal: true },
    );
  };
  return {
    environment: () => NO_KEYS,
    adapter: (definition) =>
      wrapAdapter(definition, (asked) => async (request) => {
        const reply = replay(await find(asked(request)));
        if (reply !== null) return reply;
        throw new RecordError(`${path} holds an answer that is no answer`, {
          path,
          code: 'unreadable',
          exitCode: ExitCode.usage,
        });
      }),
    fetch: () => async (url, init) => {
      const found = await find(exchangeOf(url, init), `${String(url).split('?')[0]}: `);
      const text = typeof found === 'object' && found !== null && 'text' in found ? String(found.text) : '';
      return new Response(text, { status: 200, headers: JSON_BODY });
    },
    close: () => Promise.resolve(),
  };
}

/** Whatever key is asked for is there, and is none. */
const NO_KEYS: Readonly<Record<string, string | undefined>> = new Proxy(
  {},
  {
    get: (_, name) => (typeof name === 'string' && /KEY|TOKEN|SECRET/iu.test(name) ? 'replayed' : undefined),
  },
);
