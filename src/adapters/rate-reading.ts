import type { Reply } from './completion.js';

/** What a server says of one of its limits; null: it did not say, or said nonsense. */
export interface LimitReading {
  /** Units a minute. */
  readonly perMinute: number | null;
  /** Units that may still be used. */
  readonly remaining: number | null;
  /** Milliseconds until all of them are there again. */
  readonly resetMs: number | null;
}

/** What the headers of one reply say of the limits of the account; the runner knows no vendor. */
export interface RateReading {
  readonly requests: LimitReading | null;
  readonly tokens: LimitReading | null;
}

interface Headers {
  get(name: string): string | null;
}

/** No account is allowed more in a minute; what is above is a mistake of the server. */
const MOST = 1e12;
/** Milliseconds; quotas reset within a month. */
const LONGEST_RESET = 31 * 24 * 3_600_000;
const MINUTE = 60_000;

/** Reads the rate limits out of the headers of a reply; null when there are none. Knows the names of OpenAI (also
 *  Azure, Groq, Together, Mistral, OpenRouter), of Anthropic, and of the IETF draft in its three forms, which Hugging
 *  Face sends. Headers are untrusted: what is negative, not finite or no number is left out.
 *  Sources: platform.openai.com/docs/guides/rate-limits "Rate limits in headers";
 *  docs.anthropic.com/en/api/rate-limits "Response headers"; huggingface.co/docs/hub/rate-limits;
 *  draft-ietf-httpapi-ratelimit-headers-06 and -08. */
export function readRates(headers: Headers): RateReading | null {
  const requests =
    openai(headers, 'requests') ?? anthropic(headers, 'requests') ?? draft(headers) ?? plain(headers);
  const tokens = openai(headers, 'tokens') ?? anthropic(headers, 'tokens');
  return requests === null && tokens === null ? null : { requests, tokens };
}

/** A reply with what its headers say of the limits. */
export function withRates(reply: Reply, headers: Headers): Reply {
  const rates = readRates(headers);
  return rates === null ? reply : { ...reply, rates };
}

function openai(headers: Headers, unit: 'requests' | 'tokens'): LimitReading | null {
  return reading(
    count(headers.get(`x-ratelimit-limit-${unit}`)),
    count(headers.get(`x-ratelimit-remaining-${unit}`)),
    () => duration(headers.get(`x-ratelimit-reset-${unit}`)),
  );
}

function anthropic(headers: Headers, unit: 'requests' | 'tokens'): LimitReading | null {
  return reading(
    count(headers.get(`anthropic-ratelimit-${unit}-limit`)),
    count(headers.get(`anthropic-ratelimit-${unit}-remaining`)),
    () => untilDate(headers.get(`anthropic-ratelimit-${unit}-reset`), headers.get('date')),
  );
}

/** `RateLimit: "default";r=50;t=30` with `RateLimit-Policy: "default";q=100;w=60`. */
function draft(headers: Headers): LimitReading | null {
  const state = headers.get('ratelimit');
  if (state === null) return null;
  const policy = headers.get('ratelimit-policy');
  return reading(
    perMinute(count(parameter(policy, 'q')), count(parameter(policy, 'w'))),
    count(parameter(state, 'r')),
    () => seconds(parameter(state, 't')),
  );
}

/** `RateLimit-Limit: 100, 100;w=60`, or the same with the `X-` of before. Without a window nobody knows what the limit
 *  is of. */
function plain(headers: Headers): LimitReading | null {
  const prefix = headers.get('ratelimit-limit') === null ? 'x-ratelimit' : 'ratelimit';
  const limit = headers.get(`${prefix}-limit`);
  if (limit === null) return null;
  const window = parameter(limit, 'w') ?? parameter(headers.get(`${prefix}-policy`), 'w');
  return reading(
    perMinute(count(limit.split(/[,;]/u)[0] ?? null), count(window)),
    count(headers.get(`${prefix}-remaining`)),
    // Some give a date there; a reset that is none within a month is left out.
    () => seconds(headers.get(`${prefix}-reset`)),
  );
}

function reading(
  limit: number | null,
  remaining: number | null,
  resetMs: () => number | null,
): LimitReading | null {
  if (limit === null && remaining === null) return null;
  const isPossible = limit !== null && limit >= 1;
  return { perMinute: isPossible ? limit : null, remaining, resetMs: resetMs() };
}

function perMinute(quota: number | null, windowSeconds: number | null): number | null {
  return quota === null || windowSeconds === null || windowSeconds === 0
    ? null
    : (quota * 60) / windowSeconds;
}

/** The value of one parameter of a structured field. */
function parameter(field: string | null, name: string): string | null {
  return field?.match(new RegExp(`;\\s*${name}\\s*=\\s*([^;,\\s]+)`, 'u'))?.[1] ?? null;
}

function count(text: string | null): number | null {
  if (text === null || !/^\s*\d{1,15}(\.\d+)?\s*$/u.test(text)) return null;
  const value = Number(text);
  return value <= MOST ? value : null;
}

function seconds(text: string | null): number | null {
  return sensible(text !== null && /^\s*\d+(\.\d+)?\s*$/u.test(text) ? Number(text) * 1_000 : Number.NaN);
}

const UNITS: Readonly<Record<string, number>> = {
  d: 1_440 * MINUTE,
  h: 60 * MINUTE,
  m: MINUTE,
  s: 1_000,
  ms: 1,
};

/** `6m0s`, `1.5s`, `12ms`, or plain seconds. */
function duration(text: string | null): number | null {
  const plainSeconds = seconds(text);
  if (plainSeconds !== null || text === null) return plainSeconds;
  if (!/^\s*(\d+(\.\d+)?(ms|[dhms]))+\s*$/u.test(text)) return null;
  let total = 0;
  for (const [, number, unit = ''] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[dhms])/gu))
    total += Number(number) * (UNITS[unit] ?? Number.NaN);
  return sensible(total);
}

/** A moment after now by the clock of the server, which is the one that it was set by; ours may be wrong. */
function untilDate(text: string | null, now: string | null): number | null {
  if (text === null) return null;
  const at = Date.parse(text);
  const from = now === null ? Number.NaN : Date.parse(now);
  return sensible(Math.max(0, at - (Number.isNaN(from) ? Date.now() : from)));
}

function sensible(ms: number): number | null {
  return ms >= 0 && ms <= LONGEST_RESET ? ms : null;
}
