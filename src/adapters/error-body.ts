import { isObject, parseJson, stringOrNull } from './json-value.js';

/** What a server said about an error, whichever of the usual shapes it chose. */
export interface ErrorBody {
  /** As the server wrote it; the whole body when it has no known shape. */
  readonly message: string;
  readonly code: string | null;
  readonly param: string | null;
  /** Whether it says that the prompt was stopped by a content filter. */
  readonly flagged: boolean;
}

/** Codes by which providers say that a prompt was stopped by a content filter.
 *  Sources: Azure OpenAI content filtering (`content_filter`), OpenAI image and chat errors (`content_policy_violation`). */
const FILTER_CODES = new Set(['content_filter', 'content_policy_violation', 'moderation_blocked']);

/** Reads `{error: {message, code, param}}` (OpenAI), `[{error}]` (Gemini), `{error: text}` (Hugging Face),
 *  `{detail: text or [{loc, msg}]}` (FastAPI: vLLM, Mistral), `{message}`. */
export function readErrorBody(body: string): ErrorBody {
  const parsed = parseJson(body)?.value;
  const root = Array.isArray(parsed) ? parsed[0] : parsed;
  if (!isObject(root)) return { message: plainText(body), code: null, param: null, flagged: false };
  const error = isObject(root.error) ? root.error : root;
  const detail = Array.isArray(root.detail) ? root.detail[0] : undefined;
  const invalid = isObject(detail) ? detail : {};
  const code = codeOf(error.code) ?? codeOf(invalid.type) ?? stringOrNull(error.type);
  const message =
    stringOrNull(error.message) ??
    stringOrNull(root.error) ??
    stringOrNull(root.detail) ??
    stringOrNull(invalid.msg) ??
    body;
  const location = Array.isArray(invalid.loc) ? invalid.loc.at(-1) : undefined;
  return {
    message,
    code,
    param: stringOrNull(error.param) ?? stringOrNull(location),
    flagged: isFlagged(code, message, error),
  };
}

function isFlagged(code: string | null, message: string, error: Readonly<Record<string, unknown>>): boolean {
  if (code !== null && FILTER_CODES.has(code)) return true;
  if (isObject(error.innererror) && error.innererror.code === 'ResponsibleAIPolicyViolation') return true;
  // OpenAI's reasoning models refuse a prompt with the code that they also use for malformed ones.
  if (code === 'invalid_prompt') return /usage policy|flagged/i.test(message);
  // OpenRouter, "Errors and debugging": 403 with metadata.reasons when moderation flagged the input.
  return isObject(error.metadata) && Array.isArray(error.metadata.reasons) && /flagged/i.test(message);
}

function codeOf(value: unknown): string | null {
  return typeof value === 'number' ? String(value) : stringOrNull(value);
}

/** The visible words of an HTML error page; any other text as it is. */
function plainText(body: string): string {
  if (!/^\s*</.test(body)) return body;
  return body
    .slice(0, 10_000)
    .replace(/<(style|script)[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ');
}
