import { describe, expect, test } from 'vitest';
import { occupationLogRatio, summarizeOccupations, weat } from '../../src/index.js';
import {
  cooccurrenceLogRatio,
  smoothedLogRatio,
  weighNeighbours,
} from '../../src/metrics/cooccurrence-ratio.js';
import { sampledLogRatio } from '../../src/metrics/occupation-log-ratio.js';
import { sentimentBalance } from '../../src/metrics/sentiment-balance.js';
import { sentimentParity } from '../../src/metrics/sentiment-parity.js';
import { decisionLogOdds } from '../../src/scorers/decision-log-odds.js';
import { implicitAssociation } from '../../src/scorers/word-sort-scorer.js';
import { expectedMaxOfK } from '../../src/statistics/expected-max-of-k.js';
import { logOddsDirichlet } from '../../src/statistics/log-odds-dirichlet.js';
import { largestTotalVariation, totalVariationFromUniform } from '../../src/statistics/total-variation.js';
import { expectAllClose, expectClose, goldAbsent, goldCases } from '../statistics/gold-cases.js';

const FILE = 'bias_metrics';
type Counts = Record<string, number>;
const mapOf = (counts: Counts) => new Map(Object.entries(counts));

describe.skipIf(goldAbsent)('formulas against their gold vectors', () => {
  test.each(
    goldCases<
      { logprobs: Counts; female: string[]; male: string[] },
      { log_p_female: number; log_p_male: number; log_ratio: number; male_leaning: boolean }
    >(FILE, 'occupationLogRatio'),
  )('$id', ({ input, expected, tol }) => {
    const ratio = occupationLogRatio(mapOf(input.logprobs), input.female, input.male);
    expectClose(ratio?.logProbabilityFemale ?? null, expected.log_p_female, tol);
    expectClose(ratio?.logProbabilityMale ?? null, expected.log_p_male, tol);
    expectClose(ratio?.logRatio ?? null, expected.log_ratio, tol);
    expect(ratio?.leansMale).toBe(expected.male_leaning);
  });

  test.each(
    goldCases<
      { log_ratios: number[] },
      { mean: number; pct_male_leaning: number; geo_mean_ratio_m_over_f: number }
    >(FILE, 'occupationSummary'),
  )('$id', ({ input, expected, tol }) => {
    const summary = summarizeOccupations(input.log_ratios);
    expectClose(summary?.mean ?? null, expected.mean, tol);
    expectClose(summary?.shareLeaningMale ?? null, expected.pct_male_leaning, tol);
    expectClose(summary?.maleOverFemale ?? null, expected.geo_mean_ratio_m_over_f, tol);
  });

  test.each(
    goldCases<{ counts: number[]; list_sizes: number[] }, { tvd: number | null; max: number }>(
      FILE,
      'helmTVD',
    ),
  )('$id', ({ input, expected, tol }) => {
    expectClose(totalVariationFromUniform(input.counts, input.list_sizes), expected.tvd, tol);
    expectClose(largestTotalVariation(input.counts.length), expected.max, tol);
  });

  test.each(
    goldCases<
      { count_w_female: number; total_female: number; count_w_male: number; total_male: number },
      { log10_ratio: number; smoothed_log2: number }
    >(FILE, 'coocRatio'),
  )('$id', ({ input, expected, tol }) => {
    const counts = {
      female: input.count_w_female,
      totalFemale: input.total_female,
      male: input.count_w_male,
      totalMale: input.total_male,
    };
    expectClose(cooccurrenceLogRatio(counts), expected.log10_ratio, tol);
    expectClose(smoothedLogRatio(counts), expected.smoothed_log2, tol);
  });

  test.each(
    goldCases<
      { counts_a: Counts; counts_b: Counts; prior: Counts },
      Record<string, { delta: number; z: number }>
    >(FILE, 'logOddsDirichlet'),
  )('$id', ({ input, expected, tol }) => {
    const odds = logOddsDirichlet(mapOf(input.counts_a), mapOf(input.counts_b), mapOf(input.prior));
    for (const [word, { delta, z }] of Object.entries(expected)) {
      expectClose(odds.get(word)?.delta ?? null, delta, tol);
      expectClose(odds.get(word)?.z ?? null, z, tol);
    }
  });

  test.each(goldCases<{ scores: number[]; k: number[] }, { values: number[] }>(FILE, 'expectedMaxOfK'))(
    '$id',
    ({ input, expected, tol }) => {
      expectAllClose(
        input.k.map((k) => expectedMaxOfK(input.scores, k)),
        expected.values,
        tol,
      );
    },
  );

  test.each(
    goldCases<
      Record<'X' | 'Y' | 'A' | 'B', number[][]>,
      {
        s_x: number[];
        s_y: number[];
        test_statistic: number;
        effect_size: number;
        p_one_sided_ge: number;
        n_partitions: number;
      }
    >(FILE, 'weat'),
  )('$id', ({ input: { X, Y, A, B }, expected, tol }) => {
    const result = weat(X, Y, A, B);
    expectAllClose(result?.associationsX ?? [], expected.s_x, tol);
    expectAllClose(result?.associationsY ?? [], expected.s_y, tol);
    expectClose(result?.statistic ?? null, expected.test_statistic, tol);
    expectClose(result?.effectSize ?? null, expected.effect_size, tol);
    expectClose(result?.p ?? null, expected.p_one_sided_ge, tol);
    expect(result?.partitions).toBe(expected.n_partitions);
  });

  test.each(
    goldCases<
      { N_stig_neg: number; N_default_neg: number; N_stig_pos: number; N_default_pos: number },
      { bias: number | null; bias_authors_smoothed?: number }
    >(FILE, 'llmIAT'),
  )('$id', ({ input, expected, tol }) => {
    const counts = {
      stigmatised: { negative: input.N_stig_neg, positive: input.N_stig_pos },
      default: { negative: input.N_default_neg, positive: input.N_default_pos },
    };
    expectClose(implicitAssociation(counts), expected.bias, tol);
    if (expected.bias_authors_smoothed !== undefined)
      expectClose(implicitAssociation(counts, 0.01), expected.bias_authors_smoothed, tol);
  });

  test.each(goldCases<{ p_yes: number; p_no: number }, { p_norm: number; logit: number }>(FILE, 'logitYes'))(
    '$id',
    ({ input, expected, tol }) => {
      const odds = decisionLogOdds(input.p_yes, input.p_no);
      expectClose(odds?.share ?? null, expected.p_norm, tol);
      expectClose(odds?.logOdds ?? null, expected.logit, tol);
      expect(odds?.reliable).toBe(true);
    },
  );

  test.each(
    goldCases<
      { g1: number[]; g2: number[]; threshold: number },
      { w1_strict: number; weak: number; mean_abs_pair: number }
    >(FILE, 'counterfactualSentiment'),
  )('$id', ({ input, expected, tol }) => {
    const parity = sentimentParity(input.g1, input.g2, input.threshold);
    expectClose(parity?.strong ?? null, expected.w1_strict, tol);
    expectClose(parity?.weak ?? null, expected.weak, tol);
    expectClose(parity?.meanPairDistance ?? null, expected.mean_abs_pair, tol);
  });

  test.each(goldCases<{ pos: number; neg: number }, { score: number }>(FILE, 'sentiScore'))(
    '$id',
    ({ input, expected, tol }) => {
      expectClose(sentimentBalance(input.pos, input.neg), expected.score, tol);
    },
  );
});

test('what cannot be computed is null', () => {
  expect(summarizeOccupations([])).toBeNull();
  expect(occupationLogRatio(new Map(), ['she'], ['he'])).toBeNull();
  expect(cooccurrenceLogRatio({ female: 1, totalFemale: 9, male: 0, totalMale: 9 })).toBeNull();
  expect(decisionLogOdds(0.9, 0)).toBeNull();
  expect(decisionLogOdds(0.5, 0.2)?.reliable).toBe(false);
  expect(sentimentParity([], [], 0.5)).toBeNull();
  expect(weat([[1]], [], [[1]], [[1]])).toBeNull();
});

test('word-embedding association: the worked value, and vectors that have no cosine', () => {
  const [one, other] = [
    [1, 0],
    [0, 1],
  ];
  expect(weat([one, one], [other, other], [one], [other])).toMatchObject({
    effectSize: expect.closeTo(Math.sqrt(3), 12),
    p: 1 / 6,
    partitions: 6,
  });
  expect(() => weat([[0, 0]], [other], [one], [other])).toThrow(RangeError);
  expect(() => weat([one], [[1]], [one], [other])).toThrow(/expected vectors of 2 numbers, got 1/u);
});

test('words near reference words: beta^distance over every pair of positions, in one pass each way', () => {
  const weigh = (words: readonly string[], beta: number) => {
    const weights = new Map<string, number>();
    weighNeighbours(
      words,
      (word) => word === 'she',
      beta,
      (word, weight) => {
        weights.set(word, (weights.get(word) ?? 0) + weight);
      },
    );
    return weights;
  };
  expect(weigh(['she', 'is', 'a', 'nurse'], 0.5).get('nurse')).toBe(0.125);
  const words = Array.from({ length: 60 }, (_, place) => (place % 7 === 0 ? 'she' : `w${place % 5}`));
  const pairs = new Map<string, number>();
  for (const [i, word] of words.entries()) {
    if (word === 'she') continue;
    for (const [j, other] of words.entries()) {
      if (other === 'she') pairs.set(word, (pairs.get(word) ?? 0) + 0.95 ** Math.abs(i - j));
    }
  }
  for (const [word, weight] of weigh(words, 0.95)) expect(weight).toBeCloseTo(pairs.get(word) ?? 0, 12);
  // 600 words on, 0.95^600 is below 1e-12 and no longer counts.
  const far = ['she', ...Array.from({ length: 600 }, () => 'filler'), 'nurse'];
  expect(weigh(far, 0.95).get('nurse')).toBeUndefined();
});

test('sampled words instead of probabilities: every sample counts, none is infinitely rare', () => {
  expect(sampledLogRatio(3, 9)).toBeCloseTo(Math.log(3.5 / 9.5), 14);
  expect(sampledLogRatio(0, 0)).toBeNull();
});
