/** What the server says: a pure function of the prompt, so that two runs get the same replies in any order. */

const LABEL_LINE = /^\s*\(?([A-Z]|\d{1,2})[).:]\s/gm;

/**
 * FNV-1a, 32 bits: cheap, and the same on every machine.
 * @param {string} text
 */
export function smallHash(text) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/**
 * The labels that stand before the options of a prompt.
 * @param {string} prompt
 */
function presentedLabels(prompt) {
  return [...new Set(Array.from(prompt.matchAll(LABEL_LINE), (match) => match[1]))];
}

/**
 * A label of the prompt where there are some, else Yes or No, else a number, else a sentence.
 * @param {string} prompt
 */
function answerTo(prompt) {
  const hash = smallHash(prompt);
  const labels = presentedLabels(prompt);
  if (labels.length > 1) return labels[hash % labels.length];
  if (/\byes\b[^.]*\bno\b/i.test(prompt)) return hash % 2 === 0 ? 'Yes' : 'No';
  if (/\bnumber\b|\bscale\b/i.test(prompt)) return String(1 + (hash % 5));
  return `The answer is ${hash % 1000}.`;
}

/** @param {any} request */
function promptOf(request) {
  if (typeof request.prompt === 'string') return request.prompt;
  return (request.messages ?? []).map((/** @type {{content: unknown}} */ m) => String(m.content)).join('\n');
}

/**
 * Log-probabilities of the first token: 0.6 on the answer as it stands, 0.1 on it after a space, the rest shared.
 * @param {string} text
 * @param {string[]} labels
 */
function firstTokenLogprobs(text, labels) {
  const others = labels.filter((label) => label !== text);
  const top = [
    { token: text, logprob: Math.log(0.6), bytes: null },
    { token: ` ${text}`, logprob: Math.log(0.1), bytes: null },
    ...others.map((token) => ({ token, logprob: Math.log(0.2 / others.length), bytes: null })),
    { token: '**', logprob: Math.log(0.1), bytes: null },
  ];
  return {
    content: [{ token: text, logprob: Math.log(0.6), bytes: null, top_logprobs: top }],
    refusal: null,
  };
}

/**
 * The body of a chat completion in the form that OpenAI documents.
 * @param {any} request
 * @param {{text?: string | null, finishReason?: string, message?: object, extra?: object}} [reply]
 */
export function chatCompletion(request, reply = {}) {
  const prompt = promptOf(request);
  const text = reply.text === undefined ? answerTo(prompt) : reply.text;
  const words = text === null ? 0 : Math.ceil(text.length / 4);
  const choice = {
    index: 0,
    message: { role: 'assistant', content: text, refusal: null, ...reply.message },
    logprobs: request.logprobs === true && text ? firstTokenLogprobs(text, presentedLabels(prompt)) : null,
    finish_reason: reply.finishReason ?? 'stop',
  };
  const promptTokens = Math.ceil(prompt.length / 4);
  return {
    id: 'chatcmpl-test',
    object: 'chat.completion',
    created: 1_750_000_000,
    model: `${request.model}-2026-01-01`,
    system_fingerprint: 'fp_test',
    choices: [choice],
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: words,
      total_tokens: promptTokens + words,
      prompt_tokens_details: { cached_tokens: 0 },
    },
    ...reply.extra,
  };
}

/**
 * The body of a text completion, as text-generation servers give it.
 * @param {any} request
 * @param {{text?: string | null, finishReason?: string, extra?: object}} [reply]
 */
export function textCompletion(request, reply = {}) {
  const prompt = promptOf(request);
  const text = reply.text === undefined ? answerTo(prompt) : reply.text;
  return {
    id: 'cmpl-test',
    object: 'text_completion',
    created: 1_750_000_000,
    model: `${request.model}-2026-01-01`,
    system_fingerprint: 'fp_test',
    choices: [{ index: 0, text, logprobs: null, finish_reason: reply.finishReason ?? 'stop' }],
    usage: { prompt_tokens: Math.ceil(prompt.length / 4), completion_tokens: 1, total_tokens: 2 },
    ...reply.extra,
  };
}
