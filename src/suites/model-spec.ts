import { UsageError } from '../errors.js';
import { describeIssue, describeValue } from '../probes/describe-issue.js';
import { parseSpec } from './parse-spec.js';
import { type ModelEntry, modelSchema } from './suite-schema.js';

const LIMITS: Readonly<Record<string, string>> = {
  concurrency: 'concurrency',
  rpm: 'requestsPerMinute',
  tpm: 'tokensPerMinute',
};
/** USD per million tokens. */
const PRICES: Readonly<Record<string, string>> = { price_input: 'input', price_output: 'output' };
const FORM = 'adapter:model[?key=value&...], for example openai:gpt-5-mini?temperature=0';

/** Reads a model SPEC of the command line into the form of a suite's `models` entry.
 *  @throws UsageError
 *  @example parseModelSpec('simulated:parrot?bias=0.3').parameters // { bias: 0.3 } */
export function parseModelSpec(spec: string): ModelEntry {
  const parts = parseSpec(spec);
  if (!parts || parts.model === null) throw new UsageError(`expected a model as ${FORM}, got "${spec}"`);
  const parameters: Record<string, unknown> = {};
  const limits: Record<string, unknown> = {};
  const price: Record<string, unknown> = {};
  const entry: Record<string, unknown> = {
    adapter: parts.name,
    model: parts.model,
    parameters,
    limits,
  };
  const named = `model "${parts.name}:${parts.model}"`;
  const given = new Set<string>();
  for (const [key, text] of parts.parameters) {
    if (given.has(key)) throw new UsageError(`${named}: ${key} is given twice`);
    given.add(key);
    const value = parseValue(text);
    const limit = LIMITS[key];
    const priced = PRICES[key];
    if (key === 'id' || key === 'baseURL' || key === 'apiKeyEnv') entry[key] = text;
    else if (limit !== undefined) limits[limit] = value;
    else if (priced !== undefined) price[priced] = value;
    else parameters[key] = value;
  }
  if (Object.keys(price).length > 0) entry.price = price;
  const parsed = modelSchema.safeParse(entry, { error: describeIssue });
  if (parsed.success) return parsed.data;
  const complaints = parsed.error.issues.map(({ path, message }) => {
    const last = String(path.at(-1) ?? '');
    const key = Object.entries({ ...LIMITS, ...PRICES }).find(([, long]) => long === last)?.[0] ?? last;
    const text = parts.parameters.find(([name]) => name === key)?.[1];
    return `${key}: ${message}${text === undefined ? '' : `, got ${describeValue(text, key)}`}`;
  });
  throw new UsageError(`${named}: ${complaints.join('; ')}`);
}

function parseValue(text: string): string | number | boolean | null {
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}
