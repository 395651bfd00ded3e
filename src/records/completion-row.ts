import { createHash } from 'node:crypto';
import type { CallStatus, Reply } from '../adapters/completion.js';
import type { Prompt } from '../probes/prompt.js';
import { promptHash } from '../probes/prompt.js';
import type { Collected } from '../runner/collected.js';
import type { Cell } from './csv-row.js';

export const SCHEMA_VERSION = '1';

/** Columns of completions.csv, in order. */
export const COMPLETION_COLUMNS = [
  'schema_version',
  'completion_id',
  'run_id',
  'suite',
  'suite_hash',
  'probe',
  'template_id',
  'item_id',
  'cluster_id',
  'cluster2_id',
  'counterfactual_set_id',
  'presentation_id',
  'option_order',
  'paraphrase_id',
  'sample_index',
  'axis',
  'group',
  'language',
  'provider',
  'model_requested',
  'model_returned',
  'system_fingerprint',
  'temperature',
  'top_p',
  'max_tokens',
  'seed',
  'not_settable',
  'prompt_hash',
  'prompt_text',
  'completion_text',
  'call_status',
  'finish_reason',
  'error_code',
  'attempts',
  'started_at',
  'latency_ms',
  'input_tokens',
  'output_tokens',
  'cost_usd',
  'cached',
] as const;

/** What all rows of one model in one run share. */
export interface RowContext {
  readonly runId: string;
  readonly suite: string;
  readonly suiteHash: string;
  readonly provider: string;
  /** Id of the model within the suite. */
  readonly model: string;
  /** null when not told. */
  readonly price: Price | null;
}

/** Name of a request: the same in every run of the same suite, so that one already answered is known. 64 bits, in
 *  hexadecimal. */
export function completionId(model: string, prompt: Prompt, sampleIndex: number): string {
  const { item, presentationId } = prompt;
  return createHash('sha256')
    .update(`${model}\n${item.probe}\n${item.id}\n${presentationId}\n${sampleIndex}`)
    .digest('hex')
    .slice(0, 16);
}

/** The row of completions.csv for what became of a request. */
export function completionRow(context: RowContext, collected: Collected): Cell[] {
  const { request, reply, error, reused } = collected;
  const { prompt, sampling, sampleIndex } = request;
  const { item } = prompt;
  const status: CallStatus = reply ? reply.status : 'error';
  return [
    SCHEMA_VERSION,
    completionId(context.model, prompt, sampleIndex),
    context.runId,
    context.suite,
    context.suiteHash,
    item.probe,
    item.templateId,
    item.id,
    item.clusterId,
    item.cluster2Id,
    item.setId,
    prompt.presentationId,
    prompt.optionOrder.join(';'),
    prompt.paraphraseId,
    sampleIndex,
    item.axis,
    item.group,
    item.language,
    context.provider,
    context.model,
    reply?.modelReturned ?? null,
    reply?.systemFingerprint ?? null,
    sampling.temperature,
    sampling.topP,
    sampling.maxTokens,
    sampling.seed,
    reply && reply.notSettable.length > 0 ? reply.notSettable.join(';') : null,
    promptHash(prompt.messages),
    promptText(prompt),
    reply?.text ?? null,
    status,
    reply?.finishReason ?? null,
    error?.code ?? null,
    collected.attempts,
    collected.startedAt.toISOString(),
    Math.round(collected.latencyMs),
    reply?.inputTokens ?? null,
    reply?.outputTokens ?? null,
    reused ? reused.costUsd : reply ? costOfReply(context.price, reply) : null,
    reused !== null || reply?.takenFrom !== undefined,
  ];
}

/** USD per million tokens. `cachedInput`: of input that the provider takes from its prompt cache; null: as any. */
export interface Price {
  readonly input: number;
  readonly output: number;
  readonly cachedInput: number | null;
}

/** USD of one reply: that to an equal request cost nothing, a recorded one what it cost then; null when the price or
 *  the tokens are not known. */
export function costOfReply(
  price: Price | null,
  {
    takenFrom,
    inputTokens,
    outputTokens,
    cachedTokens,
  }: Pick<Reply, 'takenFrom' | 'inputTokens' | 'outputTokens' | 'cachedTokens'>,
): number | null {
  if (takenFrom === 'same_request') return 0;
  return costOf(price, inputTokens, outputTokens, cachedTokens ?? 0);
}

/** USD of so many tokens; null when the price or the tokens are not known.
 *  @param cached of the input, taken from the provider's prompt cache
 *  @example costOf({ input: 1, output: 4, cachedInput: 0.1 }, 1_000_000, 0, 500_000) // 0.55 */
export function costOf(
  price: Price | null,
  input: number | null,
  output: number | null,
  cached = 0,
): number | null {
  if (price === null || input === null || output === null) return null;
  const cheap = Math.min(cached, input);
  const cachedInput = price.cachedInput ?? price.input;
  return ((input - cheap) * price.input + cheap * cachedInput + output * price.output) / 1e6;
}

function promptText({ messages }: Prompt): string {
  return messages
    .map(({ role, content }) => (role === 'user' ? content : `[${role}] ${content}`))
    .join('\n\n');
}
