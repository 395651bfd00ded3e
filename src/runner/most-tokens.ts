import type { Request } from '../adapters/adapter.js';

/** Tokens that a chat template adds around one message, at most. */
const TEMPLATE_TOKENS = 16;

/** What a request may use: a token is a byte at least in every byte-level tokenizer, and about four letters of
 *  English. */
export function mostTokens({ prompt, sampling }: Request): {
  readonly input: number;
  readonly likelyInput: number;
  readonly output: number;
} {
  let bytes = 0;
  for (const { content } of prompt.messages) bytes += Buffer.byteLength(content);
  const template = prompt.messages.length * TEMPLATE_TOKENS;
  return {
    input: bytes + template,
    likelyInput: Math.ceil(bytes / 4) + template,
    output: sampling.maxTokens,
  };
}
