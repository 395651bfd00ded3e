import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { AdapterError } from '../../src/errors.js';
import { BoundedRequests } from '../../src/runner/bounded-requests.js';

const open = (concurrency = 3, timeoutMs = 60_000) =>
  new BoundedRequests({ concurrency, timeoutMs, random: () => 0 });
const asIs = (error: unknown) => error;
const failing = (details: ConstructorParameters<typeof AdapterError>[1]) => new AdapterError('no', details);

test('no more requests are in flight than allowed', async () => {
  const requests = open(3);
  let inFlight = 0;
  let most = 0;
  const one = async () => {
    most = Math.max(most, ++inFlight);
    await wait(2);
    inFlight--;
  };
  await Promise.all(Array.from({ length: 20 }, () => requests.run(one, asIs)));
  expect(most).toBe(3);
});

test('a failure that can pass is tried again, one that cannot is not', async () => {
  const busy = failing({ code: 'rate_limited', status: 429, retryable: true });
  let attempts = 0;
  const third = async () => {
    if (++attempts < 3) throw busy;
    return 'answer';
  };
  expect(await open().run(third, asIs)).toBe('answer');
  attempts = 0;
  const refused = async () => {
    attempts++;
    throw failing({ code: 'bad_request', status: 400 });
  };
  await expect(open().run(refused, asIs)).rejects.toMatchObject({ code: 'bad_request' });
  expect(attempts).toBe(1);
});

test('a service that failed 25 requests in a row is not asked for the next', async () => {
  const requests = open(1);
  let attempts = 0;
  const broken = async () => {
    attempts++;
    throw failing({ code: 'bad_request', status: 400 });
  };
  for (let request = 0; request < 30; request++) {
    await expect(requests.run(broken, asIs)).rejects.toMatchObject({ code: 'bad_request' });
  }
  expect(attempts).toBe(25);
});

test('an attempt that hangs is given up', async () => {
  const hanging = () => new Promise<never>(() => {});
  await expect(open(1, 20).run(hanging, asIs)).rejects.toMatchObject({ code: 'timeout' });
});

test('an error that is none of the service is passed on', async () => {
  const mistaken = async () => {
    throw new RangeError('a mistake in the program');
  };
  await expect(open().run(mistaken, asIs)).rejects.toThrow(RangeError);
});
