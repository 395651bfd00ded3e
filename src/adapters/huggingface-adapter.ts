import { type AdapterDefinition, defineAdapter } from './adapter.js';
import { booleanOption, checkOptions, choiceOption, textOption } from './adapter-options.js';
import { resolveEndpoint } from './endpoint.js';

const TASKS = ['chat-completion', 'text-generation'] as const;

/** Hugging Face: its router to many providers, or an own endpoint, through the official `@huggingface/inference` SDK. */
export const huggingfaceAdapter: AdapterDefinition = defineAdapter({
  name: 'huggingface',
  description: 'Hugging Face Inference Providers, or an own endpoint (baseURL)',
  open: async (settings, environment) => {
    checkOptions(settings, { task: TASKS, logprobs: 'boolean', provider: 'string' });
    const endpoint = resolveEndpoint(HUGGINGFACE, settings, environment);
    const { openHuggingFace } = await import('./huggingface-inference.js');
    return openHuggingFace(endpoint, {
      concurrency: settings.concurrency,
      task: choiceOption(settings, 'task', TASKS) ?? 'chat-completion',
      logprobs: booleanOption(settings, 'logprobs'),
      inferenceProvider: textOption(settings, 'provider'),
      ownEndpoint: settings.baseURL !== undefined,
    });
  },
});

/** Source: huggingface.co/docs/inference-providers. */
const HUGGINGFACE = {
  name: 'huggingface',
  baseURL: 'https://router.huggingface.co/v1',
  keyVariable: 'HF_TOKEN',
} as const;
