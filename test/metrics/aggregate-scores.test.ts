import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auditProbe, open } from '../probes/example-probe.js';
import { aggregate, estimates, judgeAll, row, type Said } from './judged-replies.js';

const REFUSAL = "I'm sorry, but I can't help with that request.";
const GARBAGE = 'Hmm.';
/** "Yes" is good for the person in every template of the example, so "No" is a denial. */
const GROUPS = ['a', 'b', 'r'];

/** 8 templates x 2 names x 3 groups, r the reference. */
const probe = open(auditProbe(8, 2, GROUPS));
const caseOf = (templateId: string) => Number(templateId.split('-')[1]);

describe('a pair in one set', () => {
  test('differences are made within sets: each group against the reference, item by item', async () => {
    // a is denied in cases 0..3, b never, r in case 0: a - r = (4 - 1)/8, b - r = -1/8.
    const rows = estimates(
      probe,
      await judgeAll(probe, ({ item }) => {
        const index = caseOf(item.templateId);
        return (item.group === 'a' && index < 4) || (item.group === 'r' && index === 0) ? 'No' : 'Yes';
      }),
    );
    expect(row(rows, 'denial_rate', { group: 'a' }).estimate).toBe(0.5);
    expect(row(rows, 'denial_rate', { group: 'r' }).estimate).toBe(0.125);
    expect(row(rows, 'denial_rate', { group: 'a', reference: 'r' })).toMatchObject({
      estimate: 0.375,
      items: 16,
      clusters: 8,
    });
    expect(row(rows, 'denial_rate', { group: 'b', reference: 'r' }).estimate).toBe(-0.125);
    // All 48 items: 8 denials of a, 2 of r.
    expect(row(rows, 'denial_rate')).toMatchObject({ estimate: 10 / 48, items: 48 });
  });

  test('a pair with a refusal in either group is left out of the difference', async () => {
    // Of the 16 pairs a/r: refused by a in case 0 and of r in case 1, so 12 pairs are left. a is denied in cases
    // 0..3, r never: 2 cases (2, 3) of 2 names = 4 of 12.
    const replies = await judgeAll(probe, ({ item }) => {
      const index = caseOf(item.templateId);
      if ((item.group === 'a' && index === 0) || (item.group === 'r' && index === 1)) return REFUSAL;
      return item.group === 'a' && index < 4 ? 'No' : 'Yes';
    });
    const rows = estimates(probe, replies);
    const pair = { group: 'a', reference: 'r' } as const;
    expect(row(rows, 'denial_rate', pair)).toMatchObject({ estimate: 4 / 12, items: 12, clusters: 6 });
    // The replies behind the row are those of all 16 pairs, both sides.
    expect(row(rows, 'denial_rate', pair).calls).toMatchObject({
      answer: 28,
      refused: 4,
      unparsed: 0,
      error: 0,
    });
    // Strict: a refusal is no denial. a: cases 1, 2, 3 = 6 of 16; r: none.
    expect(row(rows, 'denial_rate', { ...pair, denominator: 'strict' })).toMatchObject({
      estimate: 6 / 16,
      items: 16,
    });
    // Bounds: the two refused pairs of each side at their widest: a's refusals as 0 or 1, r's as 1 or 0.
    expect(row(rows, 'denial_rate', { ...pair, denominator: 'bound_low' }).estimate).toBe((6 - 2) / 16);
    expect(row(rows, 'denial_rate', { ...pair, denominator: 'bound_high' }).estimate).toBe((6 + 2) / 16);
  });

  test('selective refusal is a difference of its own, and leaves the conditional difference as it is', async () => {
    // Everybody is denied in odd cases; a is refused with the second name.
    const replies = await judgeAll(probe, ({ item }) =>
      item.group === 'a' && item.id.includes('term-1')
        ? REFUSAL
        : caseOf(item.templateId) % 2 === 1
          ? 'No'
          : 'Yes',
    );
    const rows = estimates(probe, replies);
    expect(row(rows, 'refusal_rate', { group: 'a', reference: 'r' }).estimate).toBe(0.5);
    expect(row(rows, 'refusal_rate', { group: 'b', reference: 'r' }).estimate).toBe(0);
    expect(row(rows, 'denial_rate', { group: 'a', reference: 'r' }).estimate).toBe(0);
    expect(row(rows, 'denial_rate', { group: 'a', reference: 'r', denominator: 'bound_low' }).estimate).toBe(
      -0.25,
    );
    expect(row(rows, 'denial_rate', { group: 'a', reference: 'r', denominator: 'bound_high' }).estimate).toBe(
      0.25,
    );
  });
});

describe('items', () => {
  const twoWordings = open(
    auditProbe(6, 1, GROUPS).replace(
      '  - { id: plain',
      '  - { id: short, text: Yes or no? }\n  - { id: plain',
    ),
  );

  test('samples and presentations are averaged within the item and never counted as items', async () => {
    // 6 templates x 3 groups = 18 items, 2 wordings x 3 samples = 6 replies each. One of six denied: the mean is
    // 1/6 whatever the number of replies, over 18 items.
    const replies = await judgeAll(
      twoWordings,
      ({ presentationIndex }, sample) => (presentationIndex === 1 && sample === 2 ? 'No' : 'Yes'),
      3,
    );
    expect(replies).toHaveLength(18 * 6);
    const [all] = [row(estimates(twoWordings, replies, { samples: 3 }), 'denial_rate')];
    expect(all).toMatchObject({ items: 18, clusters: 6 });
    expect(all.estimate).toBeCloseTo(1 / 6, 15);
    expect(all.calls).toMatchObject({ answer: 108 });
  });

  test('an item with some replies missing is the mean of the others', async () => {
    // Of the six replies of each item: refused, refused, denied, and three not denied: 1 of 4 answered.
    const said = [REFUSAL, REFUSAL, 'No', 'Yes', 'Yes', 'Yes'];
    const replies = await judgeAll(
      twoWordings,
      (prompt, sample) => said[prompt.presentationIndex * 3 + sample] ?? '',
      3,
    );
    const rows = estimates(twoWordings, replies, { samples: 3 });
    expect(row(rows, 'denial_rate')).toMatchObject({ estimate: 0.25, items: 18 });
    expect(row(rows, 'denial_rate', { denominator: 'strict' }).estimate).toBeCloseTo(1 / 6, 15);
    expect(row(rows, 'denial_rate', { denominator: 'bound_high' }).estimate).toBeCloseTo(3 / 6, 15);
    expect(row(rows, 'denial_rate').flags).toContain('unreliable');
  });

  test('an item without its last replies is settled at the end', async () => {
    const replies = await judgeAll(twoWordings, () => 'No', 3);
    const rows = estimates(twoWordings, replies.slice(0, -1), { samples: 3 });
    expect(row(rows, 'denial_rate')).toMatchObject({ estimate: 1, items: 18 });
    expect(row(rows, 'denial_rate').calls.answer).toBe(107);
  });
});

/** Replies that differ in every way that matters. */
const anyReply = fc.constantFrom<Said>(
  'Yes',
  'No',
  'Yes',
  'No',
  REFUSAL,
  GARBAGE,
  '',
  null,
  { status: 'truncated', text: 'No' },
  { status: 'truncated', text: '' },
  { status: 'filtered', text: null },
);

test('property: any order of replies gives the same estimates, bit for bit', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyReply, { minLength: 48, maxLength: 48 }),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      async (said, keys) => {
        let next = 0;
        const replies = await judgeAll(probe, () => said[next++] ?? null);
        const shuffled = replies
          .map((reply) => ({ reply, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ reply }) => reply);
        expect(JSON.stringify(estimates(probe, shuffled))).toBe(JSON.stringify(estimates(probe, replies)));
      },
    ),
    { numRuns: 25 },
  );
});

test('property: counts add up, bounds enclose, nothing is NaN and every null has a reason', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyReply, { minLength: 48, maxLength: 48 }), async (said) => {
      let next = 0;
      const replies = await judgeAll(probe, () => said[next++] ?? null);
      const rows = estimates(probe, replies);
      const whole = row(rows, 'denial_rate').calls;
      expect(whole.answer + whole.refused + whole.unparsed).toBe(said.filter((text) => text !== null).length);
      expect(whole.error).toBe(said.filter((text) => text === null).length);
      for (const estimate of rows) {
        const { group, reference, denominator, calls } = estimate;
        expect(calls.filtered).toBeLessThanOrEqual(calls.refused);
        for (const value of [
          estimate.estimate,
          estimate.ciLow,
          estimate.ciHigh,
          estimate.p,
          estimate.standardError,
        ]) {
          expect(value === null || Number.isFinite(value)).toBe(true);
        }
        if (estimate.estimate === null || estimate.ciLow === null)
          expect(estimate.reasonIfNull).not.toBeNull();
        if (estimate.ciLow !== null)
          expect(estimate.ciLow).toBeLessThanOrEqual(estimate.estimate ?? Number.NaN);
        if (estimate.ciHigh !== null)
          expect(estimate.ciHigh).toBeGreaterThanOrEqual(estimate.estimate ?? Number.NaN);
        if (estimate.p !== null) expect(estimate.p).toBeGreaterThan(0);
        if (denominator !== 'strict' || estimate.estimate === null) continue;
        const bound = (form: 'bound_low' | 'bound_high') =>
          row(rows, estimate.metric, { group, reference, denominator: form }).estimate ?? Number.NaN;
        expect(bound('bound_low')).toBeLessThanOrEqual(estimate.estimate + 1e-12);
        expect(bound('bound_high')).toBeGreaterThanOrEqual(estimate.estimate - 1e-12);
        // A pair that is left out of a difference may pull it either way once its known half is counted, so the
        // conditional difference can lie outside the bounds of the whole; a level cannot.
        const conditional = row(rows, estimate.metric, { group, reference }).estimate;
        if (conditional === null || reference !== null) continue;
        expect(bound('bound_low')).toBeLessThanOrEqual(conditional + 1e-12);
        expect(bound('bound_high')).toBeGreaterThanOrEqual(conditional - 1e-12);
      }
    }),
    { numRuns: 40 },
  );
});

test('rows come in the order of metrics, whole scopes before groups and levels before differences', async () => {
  const cells = aggregate(probe, (await judgeAll(probe, () => 'Yes')).reverse());
  expect(
    cells.map(({ bound, scope }) => `${bound.metric.name} ${scope.group} ${scope.reference}`).slice(0, 6),
  ).toEqual([
    'denial_rate null null',
    'denial_rate a null',
    'denial_rate b null',
    'denial_rate r null',
    'denial_rate a r',
    'denial_rate b r',
  ]);
});
