import { z } from 'zod';
import { UsageError } from '../errors.js';
import { parseSpec } from './parse-spec.js';
import { type ModelEntry, modelSchema } from './suite-schema.js';

const LIMITS: Readonly<Record<string, string>> = {
  concurrency: 'concurrency',
  rpm: 'requestsPerMinute',
  tpm: 'tokensPerMinute',
};
const FORM = 'adapter:model[?key=value&...], for example openai:gpt-5-mini?temperature=0';

/** Reads a model SPEC of the command line into the form of a suite's `models` entry.
 *  @throws UsageError
 *  @example parseModelSpec('simulated:parrot?bias=0.3').parameters // { bias: 0.3 } */
export function parseModelSpec(spec: string): ModelEntry {
  const parts = parseSpec(spec);
  if (!parts || parts.model === null) throw new UsageError(`expected a model as ${FORM}, got "${spec}"`);
  const parameters: Record<string, unknown> = {};
  const limits: Record<string, unknown> = {};
  const entry: Record<string, unknown> = {
    adapter: parts.name,
    model: parts.model,
    parameters,
    limits,
  };
  for (const [key, text] of parts.parameters) {
    const value = parseValue(text);
    const limit = LIMITS[key];
    if (key === 'id' || key === 'baseURL' || key === 'apiKeyEnv') entry[key] = text;
    else if (limit !== undefined) limits[limit] = value;
    else parameters[key] = value;
  }
  const parsed = modelSchema.safeParse(entry);
  if (parsed.success) return parsed.data;
  throw new UsageError(
    `model "${spec}": ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}; expected ${FORM}`,
  );
}

function parseValue(text: string): string | number | boolean | null {
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}
