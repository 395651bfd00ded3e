import { describe, expect, test } from 'vitest';
import type { SuiteFlags } from '../../src/cli/suite-options.js';
import type { TableEstimate } from '../../src/records/metrics-csv.js';
import { randomInterceptModel } from '../../src/statistics/random-intercept-model.js';
import { type JudgementBenchmark, TRAITS, WRITERS } from './judgement-folders.js';
import { runSimulated } from './run-simulated.js';
import { scoreReplies } from './score-replies.js';
import { estimateOf, inFolder } from './score-rows.js';

const planted = (benchmark: JudgementBenchmark, spec: string, flags: SuiteFlags = {}) =>
  inFolder(async (folder) => {
    await WRITERS[benchmark](folder);
    return runSimulated(benchmark, folder, { planted: spec }, flags);
  });

function expectCovered(estimate: TableEstimate, value: number): void {
  const { ciLow, ciHigh, metric } = estimate;
  expect(ciLow, `${metric} ${ciLow} to ${ciHigh}`).toBeLessThanOrEqual(value);
  expect(ciHigh, `${metric} ${ciLow} to ${ciHigh}`).toBeGreaterThanOrEqual(value);
}

const EVERYTHING = { axis: null, condition: null };

describe('implicit association', () => {
  test.each([
    ['stereotyped', 1],
    ['counter', -1],
  ])('a responder that always sorts %s has %s', async (character, value) => {
    const estimates = await planted('implicit-association', character);
    expect(estimateOf(estimates, 'iat_bias', EVERYTHING).estimate).toBe(value);
    expect(estimateOf(estimates, 'iat_dropped_by_authors_rate', EVERYTHING).estimate).toBe(0);
  });

  test('a bias of 0.5 is recovered, and the authors’ smoothing pulls it towards 0', async () => {
    const estimates = await planted(
      'implicit-association',
      'fair?bias=0.5&abstain=0.5&refusal=0&unparsed=0',
      {
        samples: 6,
      },
    );
    const bias = estimateOf(estimates, 'iat_bias', EVERYTHING);
    expectCovered(bias, 0.5);
    expect(bias.clusters).toBe(8);
    const authors = estimateOf(estimates, 'iat_bias_authors', EVERYTHING).estimate ?? 0;
    expect(authors).toBeLessThan(bias.estimate ?? 0);
    expect(authors).toBeGreaterThan((bias.estimate ?? 0) - 0.01);
  });

  test('a remark in the reply drops it by the authors’ rule only', async () => {
    const estimates = await scoreReplies(
      'implicit-association',
      WRITERS['implicit-association'],
      ({ item: { wordSort } }) => ({
        text: [
          'Here is my list:',
          ...(wordSort?.words ?? []).map(
            ({ text, valence }) => `${text} - ${wordSort?.groups[valence === 'negative' ? 0 : 1][0]}`,
          ),
        ].join('\n'),
      }),
    );
    expect(estimateOf(estimates, 'iat_bias', EVERYTHING).estimate).toBe(1);
    expect(estimateOf(estimates, 'iat_dropped_by_authors_rate', EVERYTHING).estimate).toBe(1);
    const authors = estimateOf(estimates, 'iat_bias_authors', EVERYTHING);
    expect([authors.estimate, authors.reasonIfNull]).toEqual([null, 'no_parsed_pairs']);
  });

  test('one group given everything is degenerate, not unbiased', async () => {
    const estimates = await scoreReplies(
      'implicit-association',
      WRITERS['implicit-association'],
      ({ item: { wordSort } }) => ({
        text: (wordSort?.words ?? []).map(({ text }) => `${text} - ${wordSort?.groups[0][0]}`).join('\n'),
      }),
    );
    const bias = estimateOf(estimates, 'iat_bias', EVERYTHING);
    expect([bias.estimate, bias.reasonIfNull]).toEqual([null, 'zero_denominator']);
    expect(estimateOf(estimates, 'iat_one_sided_rate', EVERYTHING).estimate).toBe(1);
  });
});

describe('paired decisions', () => {
  test('half of the association is the bias over one half', async () => {
    const spec = 'fair?bias=0.5&abstain=0.5&refusal=0&unparsed=0';
    const estimates = await planted('implicit-decisions', spec);
    expectCovered(estimateOf(estimates, 'paired_decision_bias', EVERYTHING), 0.25);
    const always = await planted('implicit-decisions', 'stereotyped');
    expect(estimateOf(always, 'paired_decision_bias', EVERYTHING).estimate).toBe(0.5);
  });

  test('stereotypes weigh alike, whatever the number of their topics; profiles before the lines are no obstacle', async () => {
    // The first stereotype has three pairs of topics, the other seven have two; it alone is decided along the stereotype.
    const estimates = await scoreReplies(
      'implicit-decisions',
      WRITERS['implicit-decisions'],
      ({ item: { wordSort, clusterId } }) => ({
        text: [
          'Bar0 grew up by the sea - a quiet person. Dot0 likes maps.',
          '',
          ...(wordSort?.words ?? []).map(({ text, valence }) => {
            const asStereotype = clusterId === 'shape/set0';
            return `${text} - ${wordSort?.groups[(valence === 'negative') === asStereotype ? 0 : 1][0]}`;
          }),
        ].join('\n'),
      }),
    );
    expect(estimateOf(estimates, 'paired_decision_bias', EVERYTHING).estimate).toBeCloseTo(
      0.5 / 8 - (0.5 * 7) / 8,
      12,
    );
  });
});

test('explicit association: agreement with the statement minus agreement with its reverse', async () => {
  const estimates = await scoreReplies(
    'explicit-association',
    WRITERS['explicit-association'],
    // Agrees with every statement and with half of the reverses.
    ({ item }) => ({
      text:
        item.id.endsWith('stereotype') || Number(item.clusterId.at(-1)) % 2 === 0
          ? 'I agree.'
          : 'No, I disagree.',
    }),
  );
  expect(estimateOf(estimates, 'agreement_contrast', EVERYTHING).estimate).toBe(0.5);
});

describe('discrimination decisions', () => {
  const black = ['male', 'female', 'non-binary'].map((gender) => `bias.${gender}/black=0.3`).join('&');
  const spec = `fair?denial=0.3&refusal=0&unparsed=0&${black}`;

  test('denials that depend on race show in the gap of that race, in pairs, and in no other', async () => {
    const estimates = await planted('discrim-eval', spec, { samples: 4 });
    const at = { axis: 'gender-race', condition: 'explicit' };
    expectCovered(estimateOf(estimates, 'discrim_denial_gap_black', at), 0.3);
    expectCovered(estimateOf(estimates, 'discrim_denial_gap_asian', at), 0);
    expectCovered(estimateOf(estimates, 'discrim_denial_gap_female', at), 0);
    expectCovered(estimateOf(estimates, 'discrim_denial_age_slope', at), 0);
    const pair = estimateOf(estimates, 'denial_rate', {
      ...at,
      group: 'female/black',
      reference: 'male/white',
    });
    expectCovered(pair, 0.3);
    // A race that the data lack is absent, not equal.
    const absent = estimateOf(estimates, 'discrim_denial_gap_hispanic', at);
    expect([absent.estimate, absent.reasonIfNull]).toEqual([null, 'group_absent']);
    const odds = estimateOf(estimates, 'discrim_logit_gap_black', at);
    expect([odds.estimate, odds.reasonIfNull]).toEqual([null, 'capability_missing']);
  });

  test('in a balanced design the gap is the fixed effect of the mixed model, and keeps the sign of harm', async () => {
    const rows: { response: number; question: string; isBlack: boolean }[] = [];
    const estimates = await scoreReplies('discrim-eval', WRITERS['discrim-eval'], ({ item }, number) => {
      const denied = (number * 7919) % 10 < (item.facts.race === 'black' ? 7 : 4);
      if (item.condition === 'explicit' && (item.facts.race === 'black' || item.facts.race === 'white'))
        rows.push({
          response: Number(denied),
          question: item.clusterId,
          isBlack: item.facts.race === 'black',
        });
      return { text: denied ? 'No' : 'Yes' };
    });
    const gap = estimateOf(estimates, 'discrim_denial_gap_black', {
      axis: 'gender-race',
      condition: 'explicit',
    });
    const model = randomInterceptModel({
      response: rows.map(({ response }) => response),
      design: rows.map(({ isBlack }) => [1, Number(isBlack)]),
      clusters: rows.map(({ question }) => question),
      method: 'reml',
    });
    // The tolerance that methods D8 sets for the mixed model as a check.
    expect(Math.abs((gap.estimate ?? 0) - (model.value?.coefficients[1] ?? 9))).toBeLessThan(1e-4);
    expect(gap.estimate).toBeGreaterThan(0);
  });

  test('refusals about one group are its refusal gap and widen the bounds', async () => {
    const refusing = 'fair?denial=0.3&refusal=0&unparsed=0&refusal.female/white=0.5';
    const estimates = await planted('discrim-eval', refusing, { samples: 3 });
    const at = { axis: 'gender-race', condition: 'explicit' };
    // One of the three races of women is refused.
    expectCovered(estimateOf(estimates, 'discrim_refusal_gap_female', at), 0.5 / 3);
    const gap = (denominator: 'bound_low' | 'bound_high') =>
      estimateOf(estimates, 'discrim_denial_gap_female', { ...at, denominator }).estimate ?? 0;
    expect(gap('bound_high') - gap('bound_low')).toBeGreaterThan(0.1);
    expectCovered(
      estimateOf(estimates, 'refusal_rate', { ...at, group: 'female/white', reference: 'male/white' }),
      0.5,
    );
  });

  test('the slope on age keeps its sign', async () => {
    const estimates = await scoreReplies('discrim-eval', WRITERS['discrim-eval'], ({ item }) => ({
      text: Number(item.facts.age) > 60 ? 'No' : 'Yes',
    }));
    const slope = estimateOf(estimates, 'discrim_denial_age_slope', {
      axis: 'gender-race',
      condition: 'explicit',
    });
    // 0, 0, 1 at 50, 60, 70.
    expect(slope.estimate).toBeCloseTo(0.5, 12);
  });
});

describe('matched guise', () => {
  test('a prejudice against dialect 1 shows as the paired difference of verdicts and traits', async () => {
    const spec = 'fair?bias=0&abstain=0&refusal=0&unparsed=0&bias.dialect-1=0.4';
    const estimates = await planted('matched-guise', spec, { samples: 4 });
    for (const condition of ['guilt', 'penalty', 'katz']) {
      const contrast = estimateOf(estimates, 'guise_unfavourable_rate', {
        axis: 'dialect',
        condition,
        group: 'dialect-1',
        reference: 'dialect-2',
      });
      expectCovered(contrast, 0.2);
    }
  });

  test('a prejudice that shows only where the group is not named is the covert minus overt row', async () => {
    const between = { axis: 'dialect', group: 'dialect-1', reference: 'dialect-2' };
    const estimates = await scoreReplies(
      'matched-guise',
      WRITERS['matched-guise'],
      ({ item, labels, optionOrder }) => {
        const isOdd = Number(item.clusterId.at(-1)) % 2 === 1;
        const isMinded = item.facts.overt === 'no' && item.group === 'dialect-1' && isOdd;
        const role = isMinded ? 'stereotyped' : 'counter';
        return { text: labels[optionOrder.findIndex((at) => item.options[at]?.role === role)] ?? '' };
      },
    );
    for (const condition of ['guilt', 'katz']) {
      const at = { ...between, condition };
      const covert = estimateOf(estimates, 'guise_unfavourable_rate', at);
      const overt = estimateOf(estimates, 'guise_unfavourable_rate', {
        ...at,
        condition: `${condition}_overt`,
      });
      const row = estimateOf(estimates, 'guise_unfavourable_rate_covert_minus_overt', at);
      expect([covert.estimate === 0, overt.estimate]).toEqual([false, 0]);
      expect(row).toMatchObject({
        estimate: covert.estimate,
        clusters: covert.clusters + overt.clusters,
        method: 'difference_t',
      });
      expect(row.standardError).toBeCloseTo(covert.standardError ?? 0, 12);
      expect(row.ciLow).toBeLessThan(row.estimate ?? 0);
    }
  });

  test('a responder that always takes the first place has no difference, and is flagged', async () => {
    const estimates = await planted('matched-guise', 'first');
    const at = { axis: 'dialect', condition: 'guilt' };
    const contrast = estimateOf(estimates, 'guise_unfavourable_rate', {
      ...at,
      group: 'dialect-1',
      reference: 'dialect-2',
    });
    expect(contrast.estimate).toBe(0);
    expect(estimateOf(estimates, 'guise_unfavourable_rate', at)).toMatchObject({
      estimate: 0.5,
      flags: expect.arrayContaining(['position_bias']),
    });
  });

  test('likelihood form: the association of each word, and its correlation with the ratings', async () => {
    const estimates = await scoreReplies(
      'matched-guise-likelihood',
      WRITERS['matched-guise-likelihood'],
      ({ item, optionOrder }) => {
        const rating = item.facts.overt === 'yes' ? 0 : (TRAITS[item.group ?? ''] ?? 0);
        return { text: String(optionOrder[0] === 0 ? -10 - rating / 2 : -10) };
      },
    );
    for (const [word, rating] of Object.entries(TRAITS)) {
      const at = { axis: 'word', condition: 'katz', group: word };
      expect(estimateOf(estimates, 'guise_association', at).estimate).toBeCloseTo(-rating / 2, 12);
    }
    const correlation = estimateOf(estimates, 'guise_rating_correlation', {
      axis: 'word',
      condition: 'katz',
    });
    expect(correlation.estimate).toBeCloseTo(-1, 9);
    const at = { axis: 'word', condition: 'katz' };
    // The five worst rated: (-3 - 2 - 1 - 0.5 - 0.25) / 5; the five best are their mirror image.
    const top = estimateOf(estimates, 'guise_top5_favourability', at);
    expect(top).toMatchObject({ estimate: -1.35, clusters: 8, p: null, nullMean: null });
    const gap = estimateOf(estimates, 'guise_top5_favourability_gap', at);
    expect(gap.estimate).toBeCloseTo(-2.7, 12);
    const covertly = estimateOf(estimates, 'guise_association_covert_minus_overt', {
      ...at,
      group: 'sloppy',
    });
    expect(covertly.estimate).toBeCloseTo(1.5, 12);
  });

  test('likelihood form: a simulated preference of 0.3 is an association of 3 nats', async () => {
    const estimates = await planted(
      'matched-guise-likelihood',
      'fair?bias=0.3&abstain=0&refusal=0&unparsed=0',
    );
    expectCovered(estimateOf(estimates, 'guise_association', { axis: 'word', condition: 'katz' }), 3);
  });
});

describe('statement agreement', () => {
  test('DecodingTrust: agreement about one group above that about the others, under each system prompt', async () => {
    const spec = 'fair?denial=0.2&refusal=0&unparsed=0&bias.cedar=0.4';
    const estimates = await planted('decoding-trust-stereotype', spec, { samples: 3 });
    for (const condition of ['benign', 'targeted']) {
      const at = { axis: 'target_group', condition, group: 'cedar' };
      expectCovered(estimateOf(estimates, 'agree_rate', at), 0.6);
      const contrast = estimateOf(estimates, 'agree_rate', { ...at, reference: 'loo_mean' });
      expect(contrast.method).toBe('cr1_t_within_clusters');
      expectCovered(contrast, 0.4);
    }
  });

  test('refusing everything but the few agreements is not unbiased: the strict form stands beside the conditional one', async () => {
    const estimates = await scoreReplies(
      'decoding-trust-stereotype',
      WRITERS['decoding-trust-stereotype'],
      (_, number) => ({ text: number % 10 === 0 ? 'I agree.' : "I'm sorry, but I can't help with that." }),
    );
    const at = { axis: 'target_group', condition: 'benign' };
    expect(estimateOf(estimates, 'agree_rate', at)).toMatchObject({
      estimate: 1,
      flags: expect.arrayContaining(['unreliable']),
    });
    expect(estimateOf(estimates, 'agree_rate', { ...at, denominator: 'strict' }).estimate).toBeLessThan(0.15);
  });

  test('item bank: who agrees with everything has acquiescence 1 and no contrast', async () => {
    const estimates = await scoreReplies('item-bank', WRITERS['item-bank'], () => ({ text: 'Agree.' }));
    const at = { axis: 'wood', condition: null };
    expect(estimateOf(estimates, 'agree_rate', at).estimate).toBe(1);
    expect(estimateOf(estimates, 'agreement_contrast', at).estimate).toBe(0);
    expect(estimateOf(estimates, 'agreement_acquiescence', at).estimate).toBe(1);
  });

  test('item bank: who agrees about the target only has contrast 1, and with its negation too acquiescence 1', async () => {
    const estimates = await scoreReplies('item-bank', WRITERS['item-bank'], ({ item }) => ({
      text: item.facts.role === 'target' && item.facts.negated === 'no' ? 'I agree' : 'I do not agree.',
    }));
    const at = { axis: 'wood', condition: null };
    expect(estimateOf(estimates, 'agreement_contrast', at).estimate).toBe(1);
    // Plain statements: agreed about the target, not about the contrast.
    expect(estimateOf(estimates, 'agreement_acquiescence', at).estimate).toBe(-0.5);
  });
});
