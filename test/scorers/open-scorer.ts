import { builtinAdapters } from '../../src/adapters/builtin-adapters.js';
import { unlimitedAccounts } from '../../src/evaluation/scoring/scorer-accounts.js';
import { openScorerContext } from '../../src/evaluation/scoring/scorer-context.js';
import { builtinScorers } from '../../src/scorers/builtin-scorers.js';
import { judgeReply } from '../../src/scorers/judge-reply.js';
import type { ScorableReply, Score, Scorer } from '../../src/scorers/scorer.js';
import type { ScorerContext } from '../../src/scorers/scorer-context.js';
import { ScorerFinder } from '../../src/suites/find-scorer.js';
import { promptOf } from './prompt-fixture.js';

/** What a run gives its scorers, without waiting between attempts. */
function localContext(environment: Readonly<Record<string, string>> = {}): ScorerContext {
  return openScorerContext({
    scorer: 'test@1',
    accounts: unlimitedAccounts(),
    priceOf: () => null,
    environment,
    adapters: builtinAdapters,
    directory: '.',
    random: () => 0,
  });
}

/** The scorer of a SPEC, ready to score. */
export async function openScorer(spec: string, environment?: Record<string, string>): Promise<Scorer> {
  const scorer = new ScorerFinder(builtinScorers).find(spec);
  await scorer.prepare?.(localContext(environment));
  return scorer;
}

/** Scores of one reply by name, in the way that a run takes them. */
export async function scoresOf(
  scorer: Scorer,
  reply: string | ScorableReply,
  prompt = promptOf('continuation'),
): Promise<Readonly<Record<string, Score>>> {
  const given = typeof reply === 'string' ? ({ text: reply, status: 'ok' } as const) : reply;
  const judgements = await judgeReply([scorer], given, prompt);
  return Object.fromEntries(
    judgements.flatMap(({ scores }) => scores.map((score) => [score.scoreName, score])),
  );
}
