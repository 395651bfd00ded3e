import type { Prompt } from '../probes/prompt.js';
import type { ScorableReply, Score } from '../scorers/scorer.js';
import { addCalls, type CallsBehind, noCalls } from './estimate.js';
import type { ScoredReply } from './metric.js';

/** How a score is named among those of all scorers. */
export function scoreKey(scorer: string, scoreName: string): string {
  return `${scorer}/${scoreName}`;
}

/** An answer without a score: no fault of the model's, so it is neither a wrong answer nor a refusal. */
export function isUnscored({ outcome, score, reasonIfNull }: Score): boolean {
  return outcome === 'answer' && score === null && reasonIfNull !== null;
}

/** One answered request with its scores by key; null scores: it failed for good. */
export interface JudgedReply {
  readonly prompt: Prompt;
  readonly sampleIndex: number;
  readonly status: ScorableReply['status'] | 'error';
  readonly scores: ReadonlyMap<string, Score> | null;
  readonly costUsd: number | null;
  /** ISO 8601; null for completions that came without a time. */
  readonly startedAt: string | null;
}

/** What the replies to one item give for one score; shared by the metrics that read it, so never changed. */
export interface Reading {
  readonly scored: readonly ScoredReply[];
  readonly calls: CallsBehind;
  readonly reason: string | null;
}

/** @param replies of one item, in canonical order
 *  @param key of the score */
export function readScores(replies: readonly JudgedReply[], key: string): Reading {
  const scored: ScoredReply[] = [];
  const calls = noCalls();
  let reason: string | null = null;
  for (const reply of replies) {
    const score = reply.scores?.get(key);
    count(calls, reply, score);
    const why = score?.score === null ? score.reasonIfNull : null;
    if (why !== null && why !== 'refused' && why !== 'unparsed') reason = why;
    if (score) scored.push({ prompt: reply.prompt, sampleIndex: reply.sampleIndex, score });
  }
  return { scored, calls, reason };
}

function count(calls: CallsBehind, reply: JudgedReply, score: Score | undefined): void {
  if (reply.status === 'error' || !score) calls.error++;
  else if (score.outcome === 'answer') {
    calls.answer++;
    if (isUnscored(score)) calls.unscored++;
  } else if (score.outcome === 'refusal') calls.refused++;
  else calls.unparsed++;
  if (reply.status === 'truncated') calls.truncated++;
  if (reply.status === 'filtered') calls.filtered++;
  addCalls(calls, {
    ...NO_CALLS,
    costPicoUsd: reply.costUsd === null ? null : Math.round(reply.costUsd * 1e12),
    firstCallAt: reply.startedAt,
    lastCallAt: reply.startedAt,
  });
}

const NO_CALLS = noCalls();
