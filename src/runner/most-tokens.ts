import type { Sampling } from '../adapters/completion.js';
import type { Prompt } from '../probes/prompt.js';

/** Tokens that a chat template adds around one message, at most. */
const TEMPLATE_TOKENS = 16;

/** What of a request its use depends on. */
interface Asked {
  readonly prompt: Pick<Prompt, 'messages'>;
  readonly sampling: Pick<Sampling, 'maxTokens'>;
}

/** What a request may use: a token is a byte at least in every byte-level tokenizer, and about four letters of
 *  English. */
export function mostTokens({ prompt, sampling }: Asked): {
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
