import { UsageError } from '../errors.js';
import type { ModelSettings } from './adapter.js';

/** Where one model is, and what its error messages need to know. */
export interface Endpoint {
  readonly provider: string;
  readonly model: string;
  /** Base URL, without credentials or query. */
  readonly url: string;
  /** Name of the variable that the key came from; null when none is sent. */
  readonly keyVariable: string | null;
  /** The key: to be sent, and to be kept out of every message. */
  readonly secret: string | null;
}

/** Decides base URL and key. A provider's own key variable is read only for the provider's own origin: another
 *  server gets a key only when `apiKeyEnv` names one.
 *  @throws UsageError for a URL that cannot work or a key that is missing */
export function resolveEndpoint(
  provider: { readonly name: string; readonly baseURL: string; readonly keyVariable: string | null },
  settings: ModelSettings,
  environment: Readonly<Record<string, string | undefined>>,
): Endpoint {
  const who = `model "${settings.id}"`;
  const url = checkedUrl(settings.baseURL ?? provider.baseURL, who);
  const own = url.origin === new URL(provider.baseURL).origin;
  const keyVariable = settings.apiKeyEnv ?? (own ? provider.keyVariable : null);
  return {
    provider: provider.name,
    model: settings.model,
    url: url.href.replace(/\/+$/, ''),
    keyVariable,
    secret: keyVariable === null ? null : keyFrom(environment[keyVariable], keyVariable, who),
  };
}

function checkedUrl(text: string, who: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw new UsageError(`${who}: expected baseURL to be an http or https address, got "${text}"`);
  // The address goes into manifests and messages.
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new UsageError(
      `${who}: expected baseURL without user, password and query: keys come from apiKeyEnv`,
    );
  return url;
}

function keyFrom(value: string | undefined, variable: string, who: string): string {
  // A key read from a file often ends in a newline.
  const key = value?.trim() ?? '';
  if (key === '')
    throw new UsageError(
      `${who}: expected its key in the environment variable ${variable}, which is not set; set it, or name another with apiKeyEnv`,
    );
  if (!/^[\x21-\x7e]+$/.test(key))
    throw new UsageError(
      `${who}: the key in ${variable} has characters that no key has (a space, a quote of a word processor)`,
    );
  return key;
}
