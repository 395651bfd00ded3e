import { type Adapter, type AdapterDefinition, defineAdapter, type ModelSettings } from './adapter.js';
import { booleanOption, checkOptions, choiceOption } from './adapter-options.js';
import { REASONING_EFFORTS } from './chat-request.js';
import { type Endpoint, resolveEndpoint } from './endpoint.js';
import { PROVIDER_PRESETS, type ProviderPreset } from './provider-presets.js';

const OPTIONS = {
  logprobs: 'boolean',
  reasoning_effort: REASONING_EFFORTS,
  tokenLimitParameter: ['max_tokens', 'max_completion_tokens'],
} as const;

/** Chat completions at one provider, through the official `openai` SDK. */
export function compatibleAdapter(preset: ProviderPreset): AdapterDefinition {
  return defineAdapter({
    name: preset.name,
    description: preset.description,
    open: async (settings, environment) => {
      checkOptions(settings, OPTIONS);
      const endpoint = resolveEndpoint(preset, settings, environment);
      return openChat(preset, endpoint, settings, environment);
    },
  });
}

/** OpenAI, or any server with its interface. */
export const openaiAdapter = compatibleAdapter(PROVIDER_PRESETS[0]);

async function openChat(
  preset: ProviderPreset,
  endpoint: Endpoint,
  settings: ModelSettings,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Adapter> {
  const own = new URL(endpoint.url).origin === new URL(preset.baseURL).origin;
  const { openChatCompletions } = await import('./chat-completions.js');
  return openChatCompletions(endpoint, {
    concurrency: settings.concurrency,
    logprobs: booleanOption(settings, 'logprobs'),
    reasoningEffort: choiceOption(settings, 'reasoning_effort', REASONING_EFFORTS),
    // Other servers mostly know `max_tokens` only; a gateway to reasoning models needs the option.
    tokenLimitParameter:
      choiceOption(settings, 'tokenLimitParameter', OPTIONS.tokenLimitParameter) ??
      (own ? preset.tokenLimitParameter : 'max_tokens'),
    seedParameter: preset.seedParameter,
    notSettable: preset.notSettable,
    organization: own && preset.name === 'openai' ? (environment.OPENAI_ORG_ID ?? null) : null,
    project: own && preset.name === 'openai' ? (environment.OPENAI_PROJECT_ID ?? null) : null,
  });
}
