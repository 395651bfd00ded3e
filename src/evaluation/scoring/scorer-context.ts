import type { AdapterDefinition } from '../../adapters/adapter.js';
import { adapterFailure } from '../../adapters/adapter-failure.js';
import { asResponse, sendChecked } from '../../adapters/checked-fetch.js';
import { resolveEndpoint } from '../../adapters/endpoint.js';
import type { LeanFetch } from '../../adapters/lean-fetch.js';
import { UsageError } from '../../errors.js';
import type { Item } from '../../probes/item.js';
import { unknownName } from '../../probes/validate-document.js';
import { BoundedRequests } from '../../runner/bounded-requests.js';
import type { JudgeUsage, ScorerContext } from '../../scorers/scorer-context.js';
import { fillModel } from '../../suites/fill-model.js';
import { parseModelSpec } from '../../suites/model-spec.js';

export interface ScorerWorld {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly adapters: readonly AdapterDefinition[];
  /** Base of the paths that a model's name may be. */
  readonly directory: string;
  /** Uniform in [0, 1); of the jitter between attempts. */
  readonly random: () => number;
  /** What the requests to services pass through; absent: nothing. */
  readonly fetch?: (send: typeof fetch) => typeof fetch;
}

/** Milliseconds that a scorer's service may take for one request. */
const SERVICE_TIMEOUT_MS = 60_000;

/** What scorers reach of the world: the machinery of the adapters, so that keys, addresses, errors and waits are
 *  treated alike whether a model is measured or measures. */
export function openScorerContext(world: ScorerWorld): ScorerContext {
  const { environment, adapters, directory, random } = world;
  const through = world.fetch ?? ((send: typeof fetch) => send);
  return {
    environment,
    connect({ scorer, model, baseURL, apiKeyEnv, vendor, concurrency }) {
      const endpoint = resolveEndpoint(
        { name: scorer, ...vendor },
        { id: scorer, adapter: scorer, model, baseURL, apiKeyEnv, options: {}, concurrency, directory },
        environment,
      );
      let opened: Promise<LeanFetch> | null = null;
      // Most suites have no scorer that asks a service, so what speaks HTTP is loaded by the first request.
      const open = async () => (await import('../../adapters/lean-fetch.js')).openLeanFetch({ concurrency });
      // Whatever an SDK makes of its surroundings, these are the headers.
      const headers: Readonly<Record<string, string>> = {
        accept: 'application/json',
        'content-type': 'application/json',
        'user-agent': 'probity',
        ...(endpoint.secret === null ? {} : { authorization: `Bearer ${endpoint.secret}` }),
      };
      const requests = new BoundedRequests({ concurrency, timeoutMs: SERVICE_TIMEOUT_MS, random });
      return {
        url: endpoint.url,
        key: endpoint.secret,
        fetch: through(async (url, init) => {
          opened ??= open();
          return asResponse(await sendChecked(await opened, String(url), init, headers));
        }),
        request: (attempt) => requests.run(attempt, (error) => adapterFailure(error, endpoint)),
      };
    },
    async openModel(spec) {
      const model = fillModel(parseModelSpec(spec), {});
      const definition = adapters.find(({ name }) => name === model.adapter);
      if (!definition) {
        const names = adapters.map(({ name }) => name);
        throw new UsageError(`judge "${spec}": ${unknownName('adapter', model.adapter, names)}`);
      }
      const { concurrency } = model.limits;
      const adapter = await definition.open({ ...model, concurrency, directory }, environment);
      const requests = new BoundedRequests({ concurrency, timeoutMs: model.timeout * 1000, random });
      const request = { sampling: model.sampling, sampleIndex: 0 };
      const usage: JudgeUsage = { requests: 0, inputTokens: 0, outputTokens: 0 };
      return {
        usage,
        async complete(messages) {
          const prompt = { ...BARE_PROMPT, messages };
          const reply = await requests.run(
            (signal) => adapter.complete({ prompt, ...request }, signal),
            (error) => error,
          );
          usage.requests++;
          usage.inputTokens = sumOf(usage.inputTokens, reply.inputTokens);
          usage.outputTokens = sumOf(usage.outputTokens, reply.outputTokens);
          return reply.text ?? '';
        },
      };
    },
  };
}

/** One unknown number of tokens makes the sum unknown. */
function sumOf(total: number | null, more: number | null): number | null {
  return total === null || more === null ? null : total + more;
}

/** A judge is asked about a text, not about an item: it must not know where the text comes from. */
const NO_ITEM: Item = {
  id: '',
  ordinal: 0,
  probe: '',
  task: 'continuation',
  templateId: '',
  clusterId: '',
  cluster2Id: null,
  setId: null,
  setSize: 1,
  axis: null,
  group: null,
  reference: null,
  condition: null,
  language: 'en',
  question: '',
  options: [],
  scale: null,
  wordSort: null,
  favourable: null,
  facts: {},
};
const BARE_PROMPT = {
  item: NO_ITEM,
  presentationId: '',
  presentationIndex: 0,
  optionOrder: [],
  labels: [],
  paraphraseId: null,
};
