import type { Request } from './adapter.js';
import type { OptionalParameter, ProviderPreset } from './provider-presets.js';

/** Names of the reasoning settings that OpenAI documents; a model takes some of them. */
export const REASONING_EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;
type ReasoningEffort = (typeof REASONING_EFFORTS)[number];

/** How requests to one model are written. */
export interface ChatForm {
  readonly logprobs: boolean;
  readonly reasoningEffort: ReasoningEffort | null;
  readonly tokenLimitParameter: ProviderPreset['tokenLimitParameter'];
  readonly seedParameter: ProviderPreset['seedParameter'];
  readonly notSettable: readonly OptionalParameter[];
}

/** The most that OpenAI's interface allows; the labels of a choice are among them unless they are very unlikely. */
const TOP_LOGPROBS = 20;

/** Parameters of a chat completion but for model and messages, and the names of those that were asked for but are not
 *  sent because the provider does not take them. */
export function chatParameters({ sampling }: Request, form: ChatForm) {
  const wanted: Readonly<Record<OptionalParameter, unknown>> = {
    temperature: sampling.temperature,
    top_p: sampling.topP,
    seed: sampling.seed,
    logprobs: form.logprobs ? true : null,
  };
  const notSettable = form.notSettable.filter((name) => wanted[name] !== null);
  const takes = (name: OptionalParameter) => !form.notSettable.includes(name);
  const parameters = {
    [form.tokenLimitParameter]: sampling.maxTokens,
    ...(sampling.temperature !== null && takes('temperature') ? { temperature: sampling.temperature } : {}),
    ...(sampling.topP !== null && takes('top_p') ? { top_p: sampling.topP } : {}),
    ...(sampling.seed !== null && takes('seed') ? { [form.seedParameter]: sampling.seed } : {}),
    ...(form.logprobs && takes('logprobs') ? { logprobs: true, top_logprobs: TOP_LOGPROBS } : {}),
    ...(form.reasoningEffort !== null ? { reasoning_effort: form.reasoningEffort } : {}),
  };
  return { parameters, notSettable };
}
