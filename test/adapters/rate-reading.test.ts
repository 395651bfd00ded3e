import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRates } from '../../src/adapters/rate-reading.js';

const read = (headers: Readonly<Record<string, string>>) =>
  readRates({ get: (name) => headers[name] ?? null });

describe('the rate limits of a reply', () => {
  test('are none where no header speaks of them', () => {
    expect(read({ 'content-type': 'application/json', 'retry-after': '1' })).toBeNull();
  });

  test('are read as OpenAI documents them', () => {
    // platform.openai.com/docs/guides/rate-limits, "Rate limits in headers".
    const headers = {
      'x-ratelimit-limit-requests': '60',
      'x-ratelimit-limit-tokens': '150000',
      'x-ratelimit-remaining-requests': '59',
      'x-ratelimit-remaining-tokens': '149984',
      'x-ratelimit-reset-requests': '1s',
      'x-ratelimit-reset-tokens': '6m0s',
    };
    expect(read(headers)).toEqual({
      requests: { perMinute: 60, remaining: 59, resetMs: 1_000 },
      tokens: { perMinute: 150_000, remaining: 149_984, resetMs: 360_000 },
    });
  });

  test('are read from Azure, which may state what is left alone', () => {
    expect(read({ 'x-ratelimit-remaining-requests': '9', 'x-ratelimit-remaining-tokens': '99000' })).toEqual({
      requests: { perMinute: null, remaining: 9, resetMs: null },
      tokens: { perMinute: null, remaining: 99_000, resetMs: null },
    });
  });

  test('are read as Anthropic documents them, by the clock of the server', () => {
    // docs.anthropic.com/en/api/rate-limits, "Response headers".
    const headers = {
      date: 'Wed, 21 Oct 2026 07:28:00 GMT',
      'anthropic-ratelimit-requests-limit': '50',
      'anthropic-ratelimit-requests-remaining': '49',
      'anthropic-ratelimit-requests-reset': '2026-10-21T07:28:02Z',
      'anthropic-ratelimit-tokens-limit': '30000',
      'anthropic-ratelimit-tokens-remaining': '29000',
      'anthropic-ratelimit-tokens-reset': '2026-10-21T07:28:30Z',
    };
    expect(read(headers)).toEqual({
      requests: { perMinute: 50, remaining: 49, resetMs: 2_000 },
      tokens: { perMinute: 30_000, remaining: 29_000, resetMs: 30_000 },
    });
  });

  test.each([
    [
      'the two fields of the IETF draft 08, which Hugging Face sends',
      { ratelimit: '"api";r=489;t=189', 'ratelimit-policy': '"fixed window";"api";q=500;w=300' },
      { perMinute: 100, remaining: 489, resetMs: 189_000 },
    ],
    [
      'the three fields of the IETF draft 06',
      { 'ratelimit-limit': '100, 100;w=60', 'ratelimit-remaining': '50', 'ratelimit-reset': '50' },
      { perMinute: 100, remaining: 50, resetMs: 50_000 },
    ],
    [
      'the fields of before the draft, whose window nobody knows',
      { 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '50', 'x-ratelimit-reset': '1772000000' },
      { perMinute: null, remaining: 50, resetMs: null },
    ],
    [
      'fractions of a second',
      { 'x-ratelimit-limit-requests': '5000', 'x-ratelimit-reset-requests': '12ms' },
      { perMinute: 5_000, remaining: null, resetMs: 12 },
    ],
    [
      'a wait of minutes and seconds',
      { 'x-ratelimit-limit-requests': '14400', 'x-ratelimit-reset-requests': '2m59.56s' },
      { perMinute: 14_400, remaining: null, resetMs: 179_560 },
    ],
  ])('are read from %s', (_, headers, requests) => {
    expect(read(headers as Record<string, string>)).toEqual({ requests, tokens: null });
  });

  test.each(['-1', 'NaN', 'Infinity', '1e30', '99999999999999999999', '', 'many', '0x10', '٣'])(
    'of "%s" are no limits',
    (value) => {
      expect(
        read({ 'x-ratelimit-limit-requests': value, 'x-ratelimit-remaining-requests': value }),
      ).toBeNull();
    },
  );

  test('hold nothing but sensible numbers, whatever a server sends', () => {
    const names = [
      'x-ratelimit-limit-requests',
      'x-ratelimit-remaining-requests',
      'x-ratelimit-reset-requests',
      'anthropic-ratelimit-requests-limit',
      'anthropic-ratelimit-requests-reset',
      'ratelimit',
      'ratelimit-policy',
      'x-ratelimit-limit',
    ];
    const value = fc.oneof(fc.string(), fc.double().map(String), fc.constantFrom('1h', '"a";r=1;t=-1'));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value), (headers) => {
        const { requests, tokens } = read(headers) ?? { requests: null, tokens: null };
        for (const limit of [requests, tokens]) {
          if (limit === null) continue;
          for (const number of [limit.perMinute, limit.remaining, limit.resetMs])
            if (number !== null) expect(Number.isFinite(number) && number >= 0).toBe(true);
          expect(limit.perMinute ?? 1).toBeGreaterThanOrEqual(1);
        }
      }),
    );
  });
});
