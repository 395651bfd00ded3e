import { expect, test } from 'vitest';
import { retryAfterMs } from '../../src/adapters/retry-after.js';

const NOW = Date.parse('Wed, 21 Oct 2026 07:28:00 GMT');
const wait = (headers: Record<string, string>) => retryAfterMs({ get: (name) => headers[name] ?? null }, NOW);

test.each([
  [{ 'retry-after': '3' }, 3000],
  [{ 'retry-after': '0.25' }, 250],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after-ms': '120' }, 120],
  [{ 'retry-after-ms': '120', 'retry-after': '9' }, 120],
  [{ 'retry-after-ms': 'soon', 'retry-after': '9' }, 9000],
  [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:05 GMT' }, 5000],
  [{ 'retry-after': 'Wed, 21 Oct 2026 07:27:00 GMT' }, 0],
])('the wait of %o is %d ms', (headers, expected) => {
  expect(wait(headers)).toBe(expected);
});

test.each([
  {},
  { 'retry-after': '' },
  { 'retry-after': '-5' },
  { 'retry-after': 'NaN' },
  { 'retry-after': 'Infinity' },
  { 'retry-after': '1e400' },
  { 'retry-after': '100000000' },
  { 'retry-after-ms': '-1' },
  { 'retry-after': 'Wed, 21 Oct 2099 07:28:00 GMT' },
  { 'retry-after': 'later' },
])('a wait of %o is no wait', (headers) => {
  expect(wait(headers)).toBeNull();
});
