export interface RateLimits {
  readonly requestsPerMinute: number | null;
  readonly tokensPerMinute: number | null;
}

/** The limit in force and who set it: the suite, the server's headers, or what the server refused. */
export interface RateStanding {
  readonly perMinute: number;
  readonly unit: 'requests' | 'tokens';
  readonly by: 'suite' | 'server' | 'refusals';
}

/** The strictest limit of requests; of tokens where requests have none.
 *  @param known `learned`: requests a minute */
export function strictestStanding(known: {
  readonly given: RateLimits;
  readonly stated: RateLimits;
  readonly learned: number | null;
}): RateStanding | null {
  const { given, stated, learned } = known;
  return (
    strictest('requests', [
      ['suite', given.requestsPerMinute],
      ['server', stated.requestsPerMinute],
      ['refusals', learned],
    ]) ??
    strictest('tokens', [
      ['suite', given.tokensPerMinute],
      ['server', stated.tokensPerMinute],
    ])
  );
}

function strictest(
  unit: RateStanding['unit'],
  limits: readonly (readonly [RateStanding['by'], number | null])[],
): RateStanding | null {
  return limits.reduce<RateStanding | null>(
    (least, [by, perMinute]) =>
      perMinute === null || (least !== null && least.perMinute <= perMinute)
        ? least
        : { unit, by, perMinute },
    null,
  );
}
