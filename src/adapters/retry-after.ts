/** Milliseconds; a longer wait is taken for a mistake of the server (daily quotas reset within a day). */
const LONGEST_WAIT = 24 * 60 * 60 * 1000;

/** The wait that a server asks for, in milliseconds: `retry-after-ms`, else `retry-after` in seconds or as an HTTP
 *  date (RFC 9110, 10.2.3) by the server's own clock, where it tells it. Null when there is none that makes sense. */
export function retryAfterMs(
  headers: { get(name: string): string | null },
  now: number = serverTime(headers.get('date')) ?? Date.now(),
): number | null {
  const milliseconds = sensible(decimal(headers.get('retry-after-ms')));
  if (milliseconds !== null) return milliseconds;
  const text = headers.get('retry-after');
  const seconds = decimal(text);
  if (seconds !== null) return sensible(seconds * 1000);
  const date = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(date) ? null : sensible(Math.max(0, date - now));
}

function serverTime(text: string | null): number | null {
  const time = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? null : time;
}

function decimal(text: string | null): number | null {
  const trimmed = text?.trim() ?? '';
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed) : null;
}

function sensible(wait: number | null): number | null {
  return wait !== null && wait >= 0 && wait <= LONGEST_WAIT ? wait : null;
}
