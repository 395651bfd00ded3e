import { smallHash } from './chat-answers.mjs';

/**
 * Named ways in which real servers go wrong. Each gives what is sent in place of the answer.
 * @type {Record<string, () => import('./chat-server.mjs').Answer>}
 */
export const FAULTS = {
  500: () => status(500, { error: { message: 'The server had an error', type: 'server_error' } }),
  503: () => status(503, { error: { message: 'Overloaded', type: 'server_error' } }, { 'retry-after': '1' }),
  429: () =>
    status(
      429,
      { error: { message: 'Rate limit reached', code: 'rate_limit_exceeded' } },
      { 'retry-after': '0.05' },
    ),
  reset: () => ({ kind: 'reset' }),
  cut: () => ({ kind: 'cut' }),
  hang: () => ({ kind: 'hang' }),
  garbage: () => ({ kind: 'raw', contentType: 'application/json', body: 'undefined is not JSON' }),
  not_http: () => ({ kind: 'not_http' }),
  html: () => ({
    kind: 'raw',
    contentType: 'text/html',
    body: '<!doctype html><html><body><h1>502 Bad Gateway</h1></body></html>',
  }),
  truncated_json: () => ({
    kind: 'raw',
    contentType: 'application/json',
    body: '{"choices":[{"message":{"content":"A"',
  }),
  empty_choices: () => ({ kind: 'reply', extra: { choices: [] } }),
  null_content: () => ({ kind: 'reply', text: null }),
  huge: () => ({ kind: 'reply', text: 'long '.repeat(210_000) }),
  control: () => ({ kind: 'reply', text: 'A\u0000\u0007\u001b[31m\r\n\u2028\u202e"' }),
  surrogate: () => ({ kind: 'reply', text: 'A \ud800 and \udfff' }),
};

/**
 * @param {number} code
 * @param {object} body
 * @param {Record<string, string>} [headers]
 * @returns {import('./chat-server.mjs').Answer}
 */
function status(code, body, headers = {}) {
  return { kind: 'status', status: code, headers, body };
}

/**
 * Reads `500=0.1,reset=0.02` into rates.
 * @param {string} text
 * @returns {Record<string, number>}
 */
export function parseFaultRates(text) {
  const rates = Object.fromEntries(
    text.split(',').map((part) => {
      const [name, rate] = part.split('=');
      return [name.trim(), Number(rate)];
    }),
  );
  for (const [name, rate] of Object.entries(rates)) {
    if (!(name in FAULTS))
      throw new Error(`no fault named "${name}"; there are ${Object.keys(FAULTS).join(', ')}`);
    if (!(rate >= 0 && rate <= 1)) throw new Error(`expected a rate from 0 to 1 for "${name}", got ${rate}`);
  }
  return rates;
}

/**
 * Which fault, if any, meets the n-th arrival of a request: depends on its content, never on the order of arrival.
 * @param {Record<string, number>} rates
 * @param {number} seed
 * @param {string} contentHash
 * @param {number} attempt
 */
export function faultFor(rates, seed, contentHash, attempt) {
  // The attempt comes first: FNV hardly mixes what comes last, and attempts of one request must differ.
  let left = smallHash(`${attempt} ${seed} ${contentHash}`) / 2 ** 32;
  for (const [name, rate] of Object.entries(rates)) {
    if (left < rate) return name;
    left -= rate;
  }
  return null;
}
