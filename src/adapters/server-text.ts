/** Characters of a server's text that go into a message. */
const MAX_LENGTH = 300;

/** Forms in which keys are written, whole or with a masked middle, wherever a server may echo one. */
const KEY_FORMS =
  /\b(?:authorization|x-api-key|api[-_]?key)["']?\s*[:=]\s*["']?(?:(?:bearer|basic)\s+)?[^\s"',]+|\b(?:bearer|basic)\s+[^\s"',]+|\b(?:sk|pk|hf|gsk|xai|key)[-_][\w*.-]{4,}|\bAIza[\w*-]{8,}/gi;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069]+/g;

const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Text that a server wrote, fit for an error message: one line, clipped, without control characters, and without
 *  the key that was sent or anything of its form. */
export function serverText(text: string, secret: string | null): string {
  const hidden = secret === null || secret === '' ? text : text.replaceAll(secret, '[key]');
  const line = hidden
    .slice(0, 20 * MAX_LENGTH)
    .replace(CONTROL, ' ')
    .replace(KEY_FORMS, '[key]')
    .replace(/\s+/g, ' ')
    .replace(LONE_SURROGATE, '\ufffd')
    .trim();
  return line.length <= MAX_LENGTH
    ? line
    : `${line.slice(0, MAX_LENGTH).replace(LONE_SURROGATE, '').trimEnd()}…`;
}
