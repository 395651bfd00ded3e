import { AdapterError } from '../errors.js';
import type { Prompt } from '../probes/prompt.js';
import { continuationOf } from './continuation-text.js';
import { textOutcome, unscored } from './reply-outcome.js';
import type { ScorableReply, Score, Scorer } from './scorer.js';

/** Code of the error of a scorer that the budget of the run holds back. */
export const BUDGET_STOPPED = 'budget_stopped';

/** The scores of one scorer. */
export interface Judgement {
  readonly scorer: Scorer;
  readonly scores: readonly Score[];
  /** Why the scorer gave none; null when it did its work, whatever it made of the reply. */
  readonly failure: ScoringFailure | null;
}

/** A scorer that could not score a reply: no fault of the model's. */
export interface ScoringFailure {
  readonly reason: 'language_unsupported' | 'scorer_unavailable' | 'budget_stopped';
  /** What it threw; null for a language that it does not read. */
  readonly cause: unknown;
}

/** Runs every scorer on one reply. Synchronous scorers give synchronous results, so that a million stored replies
 *  need no million promises. A scorer that fails stops nobody: the reply stays the answer or the refusal that its text
 *  is, and its scores are null with a reason, never 0.
 *  @param reference the reply to the reference's item of the same counterfactual set, for scorers that compare; null:
 *  there is none */
export function judgeReply(
  scorers: readonly Scorer[],
  reply: ScorableReply,
  prompt: Prompt,
  reference: ScorableReply | null = null,
): readonly Judgement[] | Promise<readonly Judgement[]> {
  const continuation = continuationOf(reply, prompt);
  const judgements: Judgement[] = [];
  for (const [index, scorer] of scorers.entries()) {
    const judgement = runScorer(scorer, continuation, prompt, reference);
    if (judgement instanceof Promise) {
      const others = scorers
        .slice(index + 1)
        .map((other) => runScorer(other, continuation, prompt, reference));
      return Promise.all([...judgements, judgement, ...others]);
    }
    judgements.push(judgement);
  }
  return judgements;
}

function runScorer(
  scorer: Scorer,
  reply: ScorableReply,
  prompt: Prompt,
  reference: ScorableReply | null,
): Judgement | Promise<Judgement> {
  if (scorer.languages && !scorer.languages.includes(prompt.item.language.split('-')[0] ?? '')) {
    return failed(scorer, reply, prompt, { reason: 'language_unsupported', cause: null });
  }
  const unavailable = (cause: unknown) =>
    failed(scorer, reply, prompt, { reason: whyUnavailable(cause), cause });
  try {
    const scores = scorer.score(reply, prompt, reference);
    if (!(scores instanceof Promise)) return { scorer, scores, failure: null };
    return scores.then((given) => ({ scorer, scores: given, failure: null }), unavailable);
  } catch (cause) {
    return unavailable(cause);
  }
}

/** Not the scorer but the purse: a larger budget has the rest scored. */
function whyUnavailable(cause: unknown): 'budget_stopped' | 'scorer_unavailable' {
  return cause instanceof AdapterError && cause.code === BUDGET_STOPPED
    ? BUDGET_STOPPED
    : 'scorer_unavailable';
}

function failed(scorer: Scorer, reply: ScorableReply, { item }: Prompt, failure: ScoringFailure): Judgement {
  const outcome = textOutcome(reply, item.language);
  // What is no answer has no score for that reason, and not because of the scorer.
  const reason = outcome.outcome === 'answer' ? failure.reason : undefined;
  return { scorer, scores: scorer.scoreNames.map((name) => unscored(name, outcome, reason)), failure };
}
