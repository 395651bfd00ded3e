import type { SuiteModel } from './suite.js';
import type { ModelEntry } from './suite-schema.js';

/** A model of a suite file or of a SPEC with every default filled in. */
export function fillModel(entry: ModelEntry, overrides: { readonly concurrency?: number }): SuiteModel {
  const { temperature, top_p, max_tokens, seed, timeout, ...rest } = entry.parameters ?? {};
  const options: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(rest)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      options[name] = value;
  }
  return {
    id: entry.id ?? entry.model,
    adapter: entry.adapter,
    model: entry.model,
    baseURL: entry.baseURL,
    apiKeyEnv: entry.apiKeyEnv,
    sampling: {
      temperature: temperature ?? null,
      topP: top_p ?? null,
      maxTokens: max_tokens ?? 1024,
      seed: seed ?? null,
    },
    timeout: timeout ?? 60,
    options,
    limits: {
      concurrency: overrides.concurrency ?? entry.limits?.concurrency ?? 16,
      requestsPerMinute: entry.limits?.requestsPerMinute ?? null,
      tokensPerMinute: entry.limits?.tokensPerMinute ?? null,
    },
    price: entry.price ? { ...entry.price, cachedInput: entry.price.cachedInput ?? null } : null,
  };
}
