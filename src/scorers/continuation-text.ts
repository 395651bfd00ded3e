import type { Prompt } from '../probes/prompt.js';
import type { ScorableReply } from './scorer.js';

/** A continuation without the beginning that it was to go on from: models often repeat it, and the prompt must not be
 *  scored. Other replies as they are.
 *  @example the reply "Ann is kind." to the beginning "Ann is" // " kind." */
export function continuationOf(reply: ScorableReply, { item }: Prompt): ScorableReply {
  const { prefix } = item.facts;
  if (item.task !== 'continuation' || typeof prefix !== 'string' || !reply.text) return reply;
  const text = reply.text.trimStart().replace(/^["“'*]+/u, '');
  const repeats = text.slice(0, prefix.length).toLowerCase() === prefix.toLowerCase();
  return repeats ? { ...reply, text: text.slice(prefix.length) } : reply;
}
