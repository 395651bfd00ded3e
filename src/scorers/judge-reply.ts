import type { Prompt } from '../probes/prompt.js';
import { continuationOf } from './continuation-text.js';
import { unscored } from './reply-outcome.js';
import type { ScorableReply, Score, Scorer } from './scorer.js';

/** The scores of one scorer. */
export interface Judgement {
  readonly scorer: Scorer;
  readonly scores: readonly Score[];
}

/** Runs every scorer on one reply. Synchronous scorers give synchronous results, so that a million stored replies
 *  need no million promises. A scorer that fails gives null scores with a reason, never 0, and stops nobody. */
export function judgeReply(
  scorers: readonly Scorer[],
  reply: ScorableReply,
  prompt: Prompt,
): readonly Judgement[] | Promise<readonly Judgement[]> {
  const continuation = continuationOf(reply, prompt);
  const judgements: Judgement[] = [];
  for (const [index, scorer] of scorers.entries()) {
    const judgement = runScorer(scorer, continuation, prompt);
    if (judgement instanceof Promise) {
      const others = scorers.slice(index + 1).map((other) => runScorer(other, continuation, prompt));
      return Promise.all([...judgements, judgement, ...others]);
    }
    judgements.push(judgement);
  }
  return judgements;
}

function runScorer(scorer: Scorer, reply: ScorableReply, prompt: Prompt): Judgement | Promise<Judgement> {
  if (scorer.languages && !scorer.languages.includes(prompt.item.language.split('-')[0] ?? '')) {
    return { scorer, scores: failed(scorer, 'language_unsupported') };
  }
  try {
    const scores = scorer.score(reply, prompt);
    if (!(scores instanceof Promise)) return { scorer, scores };
    return scores.then(
      (given) => ({ scorer, scores: given }),
      () => ({ scorer, scores: failed(scorer, 'scorer_unavailable') }),
    );
  } catch {
    return { scorer, scores: failed(scorer, 'scorer_unavailable') };
  }
}

function failed(scorer: Scorer, reason: string): Score[] {
  const outcome = { outcome: 'unparsed', parseRule: null, refusalKind: null } as const;
  return scorer.scoreNames.map((name) => unscored(name, outcome, reason));
}
