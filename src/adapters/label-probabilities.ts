import { isObject } from './json-value.js';

/** Probability of each presented label as the first token: the sum over the tokens that are the label but for
 *  white space (`A`, ` A`). A label outside the listed tokens has 0, which is below the least of them.
 *  Null when the server gave no log-probabilities. The values do not sum to 1: what is missing went elsewhere. */
export function labelProbabilities(
  logprobs: unknown,
  labels: readonly string[],
): Readonly<Record<string, number>> | null {
  const content = isObject(logprobs) && Array.isArray(logprobs.content) ? logprobs.content : [];
  const first: unknown = content[0];
  if (labels.length === 0 || !isObject(first) || !Array.isArray(first.top_logprobs)) return null;
  const sums = new Map(labels.map((label) => [label, 0]));
  for (const entry of first.top_logprobs) {
    if (!isObject(entry) || typeof entry.token !== 'string' || typeof entry.logprob !== 'number') continue;
    const label = entry.token.trim();
    const sum = sums.get(label);
    // Above 0 is no logarithm of a probability; rounding in the server may leave a trace of it.
    if (sum !== undefined) sums.set(label, sum + Math.exp(Math.min(0, entry.logprob)));
  }
  return Object.fromEntries(Array.from(sums, ([label, sum]) => [label, Math.min(1, sum)]));
}
