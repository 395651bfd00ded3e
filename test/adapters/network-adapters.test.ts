import type { ModelSettings } from '../../src/adapters/adapter.js';
import { huggingfaceAdapter } from '../../src/adapters/huggingface-adapter.js';
import { compatibleAdapter, openaiAdapter } from '../../src/adapters/openai-adapter.js';
import { PROVIDER_PRESETS } from '../../src/adapters/provider-presets.js';
import { adapterContract, CONTRACT_KEY } from './adapter-contract.js';
import { exampleSettings } from './prompt-fixture.js';

const environment = { CONTRACT_KEY_VARIABLE: CONTRACT_KEY };
const at = (baseURL: string, settings: Partial<ModelSettings> = {}) =>
  exampleSettings({ baseURL, apiKeyEnv: 'CONTRACT_KEY_VARIABLE', ...settings });

adapterContract('openai', (url) => openaiAdapter.open(at(url), environment));

const mistral = PROVIDER_PRESETS.find(({ name }) => name === 'mistral') ?? PROVIDER_PRESETS[0];
adapterContract('mistral', (url) => compatibleAdapter(mistral).open(at(url), environment));

adapterContract('huggingface', (url) => huggingfaceAdapter.open(at(url), environment));

adapterContract('huggingface text generation', (url) =>
  huggingfaceAdapter.open(at(url, { options: { task: 'text-generation' } }), environment),
);
