import type { AdapterError } from '../errors.js';
import { badReply } from './adapter-failure.js';
import type { Reply } from './completion.js';
import type { Endpoint } from './endpoint.js';
import { countOrNull, isObject, type JsonObject, parseJson, stringOrNull } from './json-value.js';
import { labelProbabilities } from './label-probabilities.js';
import { StatusFailure, statusError } from './status-failure.js';

/** Reads the body of a chat completion, or of a text completion, as OpenAI documents them.
 *  @param asked names and labels that the request held
 *  @throws AdapterError `bad_reply` for anything that is not one whole completion */
export function readChatReply(
  body: string,
  asked: {
    readonly labels: readonly string[];
    readonly logprobs: boolean;
    readonly notSettable: readonly string[];
  },
  endpoint: Endpoint,
): Reply {
  const root = rootOf(body, endpoint);
  const choice: unknown = Array.isArray(root.choices) ? root.choices[0] : undefined;
  if (!isObject(choice)) throw badReply('expected a reply with a choice, got none', endpoint);
  const message = isObject(choice.message) ? choice.message : null;
  const finishReason = stringOrNull(choice.finish_reason);
  const status = statusOf(finishReason);
  const text = (message === null ? stringOrNull(choice.text) : textOf(message)) ?? emptyText(status);
  if (text === undefined) {
    const reason = finishReason === null ? '' : `, finish reason "${finishReason}"`;
    throw badReply(`expected text in the reply, got none${reason}`, endpoint);
  }
  const probabilities = asked.logprobs ? labelProbabilities(choice.logprobs, asked.labels) : null;
  const missing = asked.logprobs && probabilities === null && asked.labels.length > 0 ? ['logprobs'] : [];
  const usage = isObject(root.usage) ? root.usage : {};
  const details = isObject(usage.prompt_tokens_details) ? usage.prompt_tokens_details : {};
  return {
    text: status === 'filtered' && text === '' ? null : text,
    status,
    finishReason,
    modelReturned: stringOrNull(root.model),
    systemFingerprint: stringOrNull(root.system_fingerprint),
    inputTokens: countOrNull(usage.prompt_tokens),
    outputTokens: countOrNull(usage.completion_tokens),
    cachedTokens: countOrNull(details.cached_tokens),
    notSettable: asked.notSettable.includes('logprobs')
      ? asked.notSettable
      : [...asked.notSettable, ...missing],
    labelProbabilities: probabilities,
  };
}

/** The reply to a request whose prompt the provider refused to pass on. */
export function filteredReply(notSettable: readonly string[]): Reply {
  return {
    text: null,
    status: 'filtered',
    finishReason: 'content_filter',
    modelReturned: null,
    systemFingerprint: null,
    inputTokens: null,
    outputTokens: null,
    cachedTokens: null,
    notSettable,
    labelProbabilities: null,
  };
}

function rootOf(body: string, endpoint: Endpoint): JsonObject {
  const parsed = parseJson(body);
  if (parsed === null) {
    const kind = /^\s*</.test(body) ? 'an HTML page' : body === '' ? 'an empty body' : 'broken JSON';
    throw badReply(`expected a reply in JSON, got ${kind}`, endpoint);
  }
  if (!isObject(parsed.value)) throw badReply('expected a reply that is a JSON object', endpoint);
  const { error } = parsed.value;
  if (isObject(error)) throw errorInSuccess(error, body, endpoint);
  return parsed.value;
}

/** Gateways report an upstream's failure inside a reply of status 200 (OpenRouter, "Errors and debugging"). */
function errorInSuccess(error: JsonObject, body: string, endpoint: Endpoint): AdapterError {
  const status = countOrNull(error.code);
  if (status !== null && status >= 400 && status < 600)
    return statusError(new StatusFailure(status, { get: () => null }, body), endpoint);
  return badReply(`expected a completion, got an error: ${stringOrNull(error.message) ?? body}`, endpoint);
}

function statusOf(finishReason: string | null): Reply['status'] {
  if (finishReason === 'length') return 'truncated';
  return finishReason?.startsWith('content_filter') ? 'filtered' : 'ok';
}

/** A reasoning model may spend all its tokens before the first visible one, and a filter may leave nothing. */
function emptyText(status: Reply['status']): '' | undefined {
  return status === 'ok' ? undefined : '';
}

/** What the model says to its user: not its reasoning, and a refusal where there is nothing else. */
function textOf({ content, refusal }: JsonObject): string | null {
  if (typeof content === 'string' && (content !== '' || typeof refusal !== 'string')) return content;
  if (typeof refusal === 'string') return refusal;
  if (!Array.isArray(content)) return null;
  // Content parts, of which those of type `thinking` are the reasoning (Mistral, "Reasoning").
  const texts = content.flatMap((part: unknown) =>
    isObject(part) && part.type === 'text' && typeof part.text === 'string' ? [part.text] : [],
  );
  return texts.length > 0 ? texts.join('') : null;
}
