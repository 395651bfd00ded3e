import { type Cell, ScoreAggregator } from '../../src/metrics/aggregate-scores.js';
import { builtinMetrics } from '../../src/metrics/builtin-metrics.js';
import type { Estimate } from '../../src/metrics/estimate.js';
import { type EstimationOptions, estimateCell } from '../../src/metrics/estimate-cell.js';
import { type JudgedReply, scoreKey } from '../../src/metrics/judged-reply.js';
import type { Probe } from '../../src/probes/probe.js';
import type { Prompt } from '../../src/probes/prompt.js';
import { builtinScorers } from '../../src/scorers/builtin-scorers.js';
import { judgeReply } from '../../src/scorers/judge-reply.js';
import type { Scorer } from '../../src/scorers/scorer.js';
import { bindMetrics } from '../../src/suites/bind-metrics.js';

/** What a model said: a text, a text cut short or filtered, or nothing after all retries. */
export type Said =
  | string
  | { readonly status: 'truncated' | 'filtered'; readonly text: string | null }
  | null;

const OPTIONS: EstimationOptions = {
  level: 0.95,
  seed: 1,
  resamples: 2000,
  samples: 1,
  language: 'en',
};

function scorersOf(probe: Probe): Scorer[] {
  return builtinScorers.filter(
    (scorer): scorer is Scorer => scorer.kind === 'scorer' && probe.scorers.includes(scorer.name),
  );
}

/** Every reply of a model to a probe, judged by the probe's own scorers. */
export async function judgeAll(
  probe: Probe,
  answer: (prompt: Prompt, sampleIndex: number) => Said,
  samples = 1,
): Promise<JudgedReply[]> {
  const replies: JudgedReply[] = [];
  for (const item of probe.items({ seed: 1 })) {
    for (const prompt of probe.presentations(item)) {
      for (let sampleIndex = 0; sampleIndex < samples; sampleIndex++) {
        const said = answer(prompt, sampleIndex);
        const common = { prompt, sampleIndex, costUsd: 0.001, startedAt: '2026-01-01T00:00:00.000Z' };
        if (said === null) {
          replies.push({ ...common, status: 'error', scores: null });
          continue;
        }
        const reply = typeof said === 'string' ? { status: 'ok' as const, text: said } : said;
        const scores = new Map(
          (await judgeReply(scorersOf(probe), reply, prompt)).flatMap(({ scorer, scores: given }) =>
            given.map((score) => [scoreKey(scorer.name, score.scoreName), score] as const),
          ),
        );
        replies.push({ ...common, status: reply.status, scores });
      }
    }
  }
  return replies;
}

/** The cells of the probe's own metrics, and of those named. */
export function aggregate(
  probe: Probe,
  replies: readonly JudgedReply[],
  { metrics = [], samples = 1 }: { readonly metrics?: readonly string[]; readonly samples?: number } = {},
): Cell[] {
  const wanted = new Set([...probe.metrics, ...metrics, 'refusal_rate', 'unparsed_rate']);
  const bound = bindMetrics(
    builtinMetrics.filter(({ name }) => wanted.has(name)),
    scorersOf(probe),
  );
  const aggregator = new ScoreAggregator(bound, probe.reference, probe.presentationsPerItem * samples);
  for (const reply of replies) aggregator.add(reply);
  return aggregator.finish();
}

export function estimates(
  probe: Probe,
  replies: readonly JudgedReply[],
  options: { readonly metrics?: readonly string[]; readonly samples?: number } = {},
): Estimate[] {
  return aggregate(probe, replies, options).flatMap((cell) => estimateCell(cell, OPTIONS));
}

/** The one row of a metric, of all items or of a group, as a level or as a difference from a reference. */
export function row(
  rows: readonly Estimate[],
  metric: string,
  {
    group = null,
    reference = null,
    denominator = 'conditional',
  }: Partial<Pick<Estimate, 'group' | 'reference' | 'denominator'>> = {},
): Estimate {
  const found = rows.filter(
    (estimate) =>
      estimate.metric === metric &&
      estimate.group === group &&
      estimate.reference === reference &&
      estimate.denominator === denominator,
  );
  const [only] = found;
  if (!only || found.length > 1)
    throw new Error(`expected one row of ${metric} ${group} ${denominator}, got ${found.length}`);
  return only;
}
