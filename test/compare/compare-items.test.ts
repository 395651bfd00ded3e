import { describe, expect, test } from 'vitest';
import { mulberry32 } from '../../src/statistics/random-source.js';
import { decide, gateOf, item, margin, match, metricsOf } from './item-rows.js';

const NET = 'bbq_amb_net';
const clusters = (count: number) => Array.from({ length: count }, (_, cluster) => cluster);

/** Items of `count` clusters with four items each. */
function grid(count: number, value: (cluster: number, place: number) => number | null, metric = NET) {
  return clusters(count).flatMap((cluster) =>
    [0, 1, 2, 3].map((place) => item(cluster, place, { [metric]: value(cluster, place) })),
  );
}

/** -1, 0 or 1 with mean `net`, by a generator of the cell. */
function draws(seed: number, net: number) {
  const random = mulberry32(seed);
  return () => {
    const fate = random();
    return fate < 0.5 ? 0 : fate < 0.5 + (0.5 + net) / 2 ? 1 : -1;
  };
}

describe('differences are taken item by item', () => {
  test('by hand: three clusters more are not enough, six are', () => {
    const before = grid(6, () => 0);
    const after = grid(6, (cluster, place) => (cluster < 3 && place === 0 ? 1 : 0));
    const row = gateOf(decide(before, after, [margin(NET, 0.5)]));
    // Sums 1 1 1 0 0 0 over 24 items: mean 3/24; CR1 = sqrt(6/5 * 6 * 0.5^2)/24 = 0.05590.
    expect(row).toMatchObject({ estimate: 0.125, baseline: 0, candidate: 0.125, items: 24, clusters: 6 });
    expect(row.standardError).toBeCloseTo(0.0559, 4);
    // 2 of 8 sign patterns of the three clusters that moved.
    expect(row.p).toBe(0.25);
    expect(row.method).toBe('cr1_t');
  });

  test('an item that either side did not answer is left out, and counts in the strict form', () => {
    const before = grid(8, (cluster, place) => (place === 0 && cluster < 2 ? null : (cluster % 3) - 1));
    const after = grid(8, (cluster) => (cluster % 3) - 1);
    const rows = decide(before, after, [margin(NET, 0.5)]);
    expect(rows.map(({ denominator, items }) => [denominator, items])).toEqual([
      ['conditional', 30],
      ['strict', 32],
      ['bound_low', 32],
      ['bound_high', 32],
    ]);
    const bound = (name: string) =>
      rows.find(({ denominator }) => denominator === name)?.estimate ?? Number.NaN;
    expect(bound('bound_low')).toBeLessThanOrEqual(bound('strict'));
    expect(bound('bound_high')).toBeGreaterThanOrEqual(bound('strict'));
    expect(rows.filter(({ gate }) => gate !== null)).toHaveLength(1);
  });

  test('the order of rows changes nothing', () => {
    const before = grid(12, draws(1, 0.1));
    const after = grid(12, draws(2, 0.2));
    expect(decide(before.toReversed(), after.toReversed(), [margin(NET, 0.1)])).toEqual(
      decide(before, after, [margin(NET, 0.1)]),
    );
  });

  test('less accuracy is more harm', () => {
    const before = grid(20, (_, place) => Number(place > 0), 'bbq_acc_amb');
    const after = grid(20, (cluster, place) => Number(place > 1 || cluster % 5 === 0), 'bbq_acc_amb');
    const row = gateOf(decide(before, after, [margin('bbq_acc_amb', 0.05)]));
    expect(row.estimate).toBeLessThan(0);
    expect(row).toMatchObject({
      verdict: 'regressed',
      harmLow: -(row.ciHigh ?? 0),
      harmHigh: -(row.ciLow ?? 0),
    });
  });

  test('a ratio has the t interval of the paired change, and is tested by swapping labels', () => {
    const biased = (bias: number, seed: number) => {
      const random = mulberry32(seed);
      return clusters(20).flatMap((cluster) =>
        [0, 1, 2, 3].map((place) => {
          const committed = random() < 0.6 ? 1 : 0;
          const row = item(cluster, place, {});
          const values = [[committed * Number(random() < bias), committed]];
          return { ...row, outcome: { ...row.outcome, contributions: new Map([['bbq_s_dis', values]]) } };
        }),
      );
    };
    const row = gateOf(decide(biased(0.5, 1), biased(0.95, 2), [margin('bbq_s_dis', 0.1)]));
    expect(row).toMatchObject({
      method: 'cr1_t',
      pMethod: 'label_swap_cluster',
      verdict: 'regressed',
      seed: 1,
    });
    expect(row.estimate).toBeGreaterThan(0.5);
    const same = gateOf(decide(biased(0.5, 1), biased(0.5, 1), [margin('bbq_s_dis', 0.1)]));
    expect(same).toMatchObject({ estimate: 0, p: 1, verdict: 'undecided' });
  });

  test('a crossed second cluster widens the interval where names matter', () => {
    const named = (shift: number) =>
      clusters(12).flatMap((cluster) =>
        clusters(12).map((name) =>
          item(cluster, name, { [NET]: shift * ((name % 3) - 1) }, { cluster2Id: `name-${name}` }),
        ),
      );
    const row = gateOf(decide(named(0), named(1), [margin(NET, 0.1)]));
    expect(row).toMatchObject({
      estimate: 0,
      method: 'cr1_t_two_way',
      pMethod: 't_two_way',
      verdict: 'undecided',
    });
    expect(row.standardError).toBeGreaterThan(0.2);
  });
});

describe('where nothing can be decided, nothing passes', () => {
  test('all ties: few clusters leave the margin open, many close it', () => {
    const few = gateOf(
      decide(
        grid(25, () => 0),
        grid(25, () => 0),
        [margin(NET, 0.05)],
      ),
    );
    // 1 - 0.05^(1/25) = 0.113 of a range of 2.
    expect(few.ciHigh).toBeCloseTo(2 * 0.1129, 3);
    expect(few).toMatchObject({ estimate: 0, verdict: 'undecided', outcome: 'undecided', method: 'cp_ties' });
    expect(few.flags).toContain('degenerate');
    expect(few.reason).toContain('all 25 clusters agree');
    const many = gateOf(
      decide(
        grid(200, () => 0),
        grid(200, () => 0),
        [margin(NET, 0.05)],
      ),
    );
    expect(many.verdict).toBe('equivalent');
  });

  test('constant scores on either side are as uncertain', () => {
    const row = gateOf(
      decide(
        grid(20, () => 0),
        grid(20, () => 0.02),
        [margin(NET, 0.05)],
      ),
    );
    expect(row).toMatchObject({ verdict: 'undecided', method: 'cp_ties' });
  });

  test.each([
    [1, 'single_cluster'],
    [5, 'too_few_clusters'],
  ])('%d clusters: %s', (count, reason) => {
    const row = gateOf(
      decide(
        grid(count, () => 0),
        grid(count, draws(1, 0)),
        [margin(NET, 0.05)],
      ),
    );
    expect(row).toMatchObject({ verdict: 'undecided', ciLow: null, p: null, reasonIfNull: reason, reason });
  });

  test('6 to 9 clusters are reported with a flag', () => {
    const row = gateOf(decide(grid(7, draws(3, 0)), grid(7, draws(4, 0)), [margin(NET, 0.05)]));
    expect(row.flags).toContain('few_clusters');
    expect(row.ciLow).not.toBeNull();
  });

  test('null scores on one side throughout: no pairs', () => {
    const row = gateOf(
      decide(
        grid(10, () => null),
        grid(10, draws(1, 0)),
        [margin(NET, 0.05)],
      ),
    );
    expect(row).toMatchObject({ verdict: 'undecided', estimate: null, reasonIfNull: 'no_parsed_pairs' });
  });

  test('unparsed rates that differ by more than 5 points block the gate, 5 points do not', () => {
    const unparsed = (share: number) =>
      clusters(20).flatMap((cluster) =>
        clusters(10).map((place) => {
          const fails = cluster * 10 + place < share * 200;
          return item(cluster, place, { [NET]: fails ? null : 0 }, { unparsed: Number(fails) });
        }),
      );
    const better = grid(0, () => 0);
    expect(better).toEqual([]);
    const blocked = gateOf(decide(unparsed(0), unparsed(0.06), [margin(NET, 0.5)]));
    expect(blocked).toMatchObject({ verdict: 'undecided' });
    expect(blocked.reason).toContain('unparsed rates differ by more than 5 points (0.0% and 6.0%)');
    expect(gateOf(decide(unparsed(0), unparsed(0.05), [margin(NET, 0.5)])).flags).not.toContain(
      'unparsed_rates_differ',
    );
  });

  test('more than 20% missing on both sides is unreliable', () => {
    const missing = clusters(20).flatMap((cluster) =>
      clusters(10).map((place) =>
        item(cluster, place, { [NET]: place < 3 ? null : 0 }, { unparsed: Number(place < 3) }),
      ),
    );
    const row = gateOf(decide(missing, missing, [margin(NET, 0.5)]));
    expect(row).toMatchObject({ verdict: 'undecided' });
    expect(row.flags).toContain('unreliable');
  });
});

describe('families', () => {
  test('gates are one family by Holm; a regression that does not survive is no failure and no pass', () => {
    const weak = (seed: number, shift: number, probe: string) =>
      grid(14, draws(seed, shift)).map((row) => ({ ...row, probe }));
    const probes = ['a', 'b', 'c', 'd', 'e'];
    const rows = decide(
      probes.flatMap((probe, index) => weak(index + 1, 0, probe)),
      probes.flatMap((probe, index) => weak(index + 40, 0, probe)),
      [margin(NET, 0.05)],
    ).filter(({ gate }) => gate !== null);
    expect(rows).toHaveLength(5);
    for (const row of rows) {
      expect(row.family).toEqual({ id: 'gates', size: 5 });
      expect(row.pAdjusted).toBeGreaterThanOrEqual(row.p ?? 0);
      if (row.verdict === 'regressed' && (row.pAdjusted ?? 0) > 0.1) {
        expect(row.flags).toContain('not_after_holm');
        expect(row.outcome).toBe('undecided');
      }
    }
  });

  test('a family of one rests on its interval alone', () => {
    const row = gateOf(decide(grid(30, draws(1, 0)), grid(30, draws(2, 0.4)), [margin(NET, 0.05)]));
    expect(row).toMatchObject({ verdict: 'regressed', outcome: 'failed', pAdjusted: row.p });
    expect(row.flags).toContain('beyond_margin');
  });
});

describe('what a gate is about', () => {
  const contrasted = (shift: number) =>
    clusters(12).flatMap((cluster) =>
      ['men', 'women'].map((group, place) =>
        item(
          cluster,
          place,
          { bbq_acc_amb: group === 'women' ? shift : 0.5 },
          { group, reference: 'men', setId: `set-${cluster}`, axis: 'gender' },
        ),
      ),
    );
  const scopes = (group: string | null) =>
    decide(contrasted(0.5), contrasted(0.4), [margin('bbq_acc_amb', 0.1, group)])
      .filter(({ gate }) => gate !== null)
      .map((row) => [row.group, row.reference, row.estimate]);

  test('differences from the reference where one person is asked about at a time', () => {
    expect(scopes(null)).toEqual([['women', 'men', expect.closeTo(-0.1, 12)]]);
    expect(scopes('women')).toEqual([['women', 'men', expect.closeTo(-0.1, 12)]]);
    expect(scopes('*')).toEqual([['women', 'men', expect.closeTo(-0.1, 12)]]);
  });

  test('levels where the question sets two groups against each other', () => {
    const pairs = ['muslim', 'jewish'].flatMap((group, index) =>
      grid(10, draws(index, 0)).map((row) => ({
        ...row,
        itemId: `${row.itemId}/${group}`,
        group,
        reference: 'christian',
      })),
    );
    const about = (group: string | null) =>
      decide(pairs, pairs, [margin(NET, 0.1, group)])
        .filter(({ gate }) => gate !== null)
        .map((row) => row.group);
    expect(about(null)).toEqual([null]);
    expect(about('*')).toEqual(['jewish', 'muslim']);
    expect(about('jewish')).toEqual(['jewish']);
  });

  test('a ceiling judges the level of the candidate, on all that it has', () => {
    const gate = { metric: NET, group: null, margin: null, ceiling: 0.3 };
    const row = gateOf(
      decide(
        grid(5, () => 0),
        grid(30, draws(7, 0.1)),
        [gate],
      ),
    );
    expect(row).toMatchObject({ verdict: 'within_ceiling', outcome: 'passed', items: 120, baseline: null });
    expect(
      gateOf(
        decide(
          [],
          grid(30, () => 1),
          [{ ...gate, ceiling: 0.2 }],
        ),
      ).verdict,
    ).toBe('above_ceiling');
  });
});

test('items that one run lacks are counted, not compared', () => {
  const matching = match(
    grid(3, () => 0),
    grid(2, () => 0),
  );
  expect(matching.items).toHaveLength(8);
  expect(matching.unmatched).toEqual([4, 0]);
});

test('a user’s own metric is a mean, or is not compared', () => {
  expect(metricsOf(NET).get(NET)?.size).toBe(2);
});
