import { createHash } from 'node:crypto';
import type { CallStatus } from '../adapters/completion.js';
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
  /** USD per million tokens; null when not told. */
  readonly price: { readonly input: number; readonly output: number } | null;
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
    reused ? reused.costUsd : reply ? costOf(context.price, reply.inputTokens, reply.outputTokens) : null,
    reused !== null,
  ];
}

/** USD of one reply; null when the price or the tokens are not known. */
export function costOf(
  price: RowContext['price'],
  input: number | null,
  output: number | null,
): number | null {
  return price === null || input === null || output === null
    ? null
    : (input * price.input + output * price.output) / 1e6;
}

function promptText({ messages }: Prompt): string {
  return messages
    .map(({ role, content }) => (role === 'user' ? content : `[${role}] ${content}`))
    .join('\n\n');
}
