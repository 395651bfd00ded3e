import type { OptionRole } from '../probes/item.js';
import type { ScoredReply } from './metric.js';

/** Mean score of the item's option with a role, over its samples; null when there is none, or one sample has none. */
export function optionScore(replies: readonly ScoredReply[], role: OptionRole): number | null {
  let sum = 0;
  let count = 0;
  for (const { prompt, score } of replies) {
    if (prompt.item.options[prompt.optionOrder[0] ?? -1]?.role !== role) continue;
    if (score.score === null) return null;
    sum += score.score;
    count++;
  }
  return count === 0 ? null : sum / count;
}
