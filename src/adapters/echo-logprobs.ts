import type { Prompt } from '../probes/prompt.js';
import { badReply } from './adapter-failure.js';
import { NO_LIKELIHOOD } from './ask-adapter.js';
import type { Reply } from './completion.js';
import type { Endpoint } from './endpoint.js';
import { readErrorBody } from './error-body.js';
import { countOrNull, isObject, parseJson, stringOrNull } from './json-value.js';
import type { StatusFailure } from './status-failure.js';

/** What is sent to a completions endpoint so that it gives back the log-probabilities of the prompt. One token is
 *  generated and dropped: servers differ in whether they take 0. */
export function echoParameters(model: string, prompt: Prompt) {
  return { model, prompt: textOf(prompt), echo: true, logprobs: 1, max_tokens: 1, temperature: 0 };
}

/** The sum of the log-probabilities of the prompt's tokens but the first, which has none; of a pair of sentences, of
 *  the tokens of words that both have.
 *  @throws AdapterError `bad_reply` for anything that is not a completion */
export function readEcho(body: string, prompt: Prompt, endpoint: Endpoint): Reply {
  const root = parseJson(body)?.value;
  const choice: unknown = isObject(root) && Array.isArray(root.choices) ? root.choices[0] : undefined;
  if (!isObject(root) || !isObject(choice)) throw badReply('expected a completion with a choice', endpoint);
  const usage = isObject(root.usage) ? root.usage : {};
  const told = {
    modelReturned: stringOrNull(root.model),
    systemFingerprint: stringOrNull(root.system_fingerprint),
    inputTokens: countOrNull(usage.prompt_tokens),
    outputTokens: countOrNull(usage.completion_tokens),
  };
  const sum = sumOfTokens(choice.logprobs, prompt);
  if (sum === null) return { ...NO_LIKELIHOOD, ...told };
  return { ...NO_LIKELIHOOD, ...told, text: String(sum), finishReason: 'echo', notSettable: [] };
}

/** Whether a reply without success says that the server cannot do this at all: no such endpoint, a chat model behind
 *  it, or no echo. Another fault (key, model name, length, load) is none of these. */
export function lacksEcho({ status, body }: StatusFailure): boolean {
  const { code, message } = readErrorBody(body);
  if (status === 405 || status === 501) return true;
  if (code === 'model_not_found' || /does not exist|model\b.*\bnot found/iu.test(message)) return false;
  if (/\becho\b|logprobs|not supported in the v1\/completions|chat model/iu.test(message)) return true;
  return status === 404;
}

function textOf({ messages }: Prompt): string {
  return messages[0]?.content ?? '';
}

function sumOfTokens(logprobs: unknown, prompt: Prompt): number | null {
  if (!isObject(logprobs) || !Array.isArray(logprobs.tokens) || !Array.isArray(logprobs.token_logprobs))
    return null;
  const length = [...textOf(prompt)].length;
  const offsets: unknown[] = Array.isArray(logprobs.text_offset) ? logprobs.text_offset : [];
  const spans = prompt.countedSpans;
  let sum = 0;
  let counted = 0;
  let next = 0;
  for (const [index, token] of logprobs.tokens.entries()) {
    const text = typeof token === 'string' ? [...token] : [];
    const offset = offsets[index];
    const start = typeof offset === 'number' ? offset : next;
    next = start + text.length;
    // What follows the prompt was generated.
    if (start >= length) break;
    const value: unknown = logprobs.token_logprobs[index];
    if (index === 0 && value === null) continue;
    if (typeof value !== 'number' || !Number.isFinite(value)) return null;
    const last = start + text.findLastIndex((point) => !/\s/u.test(point));
    if (spans && !spans.some(([from, to]) => from <= last && last < to)) continue;
    sum += value;
    counted++;
  }
  return counted === 0 ? null : sum;
}
