import type { AdapterDefinition } from '../../adapters/adapter.js';
import { adapterFailure } from '../../adapters/adapter-failure.js';
import { asResponse, sendChecked } from '../../adapters/checked-fetch.js';
import type { Reply } from '../../adapters/completion.js';
import { resolveEndpoint } from '../../adapters/endpoint.js';
import type { LeanFetch } from '../../adapters/lean-fetch.js';
import { UsageError } from '../../errors.js';
import type { Item } from '../../probes/item.js';
import { unknownName } from '../../probes/validate-document.js';
import { costOf, costOfReply, type Price } from '../../records/completion-row.js';
import { BoundedRequests } from '../../runner/bounded-requests.js';
import { mostTokens } from '../../runner/most-tokens.js';
import type { ScorerContext } from '../../scorers/scorer-context.js';
import { fillModel } from '../../suites/fill-model.js';
import { parseModelSpec } from '../../suites/model-spec.js';
import type { ScorerAccounts, Used } from './scorer-accounts.js';

export interface ScorerWorld {
  /** Whom the context is for, as `name@version`. */
  readonly scorer: string;
  readonly accounts: ScorerAccounts;
  /** Of a model named `adapter:model`, where its own SPEC tells none; null: nobody does. */
  priceOf(model: string): Price | null;
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
  const { environment, adapters, directory, random, accounts } = world;
  const through = world.fetch ?? ((send: typeof fetch) => send);
  return {
    environment,
    connect({ scorer, model, baseURL, apiKeyEnv, vendor, concurrency, usdPerRequest }) {
      if (accounts.budget.usd !== null && usdPerRequest === null)
        throw new UsageError(
          `scorer "${scorer}": a budget in USD needs its price; give usd_per_request (0 where it is free), for example ${scorer}:${model}?usd_per_request=0.0001`,
        );
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
        request: (sent, attempt) => {
          // Classifiers do not tell tokens: a token is a byte at least.
          const most = { usd: usdPerRequest ?? 0, tokens: Buffer.byteLength(sent) };
          const used = () => ({ inputTokens: null, outputTokens: null, costUsd: usdPerRequest });
          return requests.run(
            attempt,
            (error) => adapterFailure(error, endpoint),
            (signal) => accounts.admit({ scorer: world.scorer, model }, most, used, signal),
          );
        },
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
      const name = `${model.adapter}:${model.model}`;
      const price = model.price ?? world.priceOf(name);
      if (accounts.budget.usd !== null && price === null)
        throw new UsageError(
          `judge "${spec}": a budget in USD needs its price; give price_input and price_output in USD per million tokens, for example ${name}?price_input=0.25&price_output=2`,
        );
      return {
        async complete(messages) {
          const prompt = { ...BARE_PROMPT, messages };
          const { input, output } = mostTokens({ prompt, sampling: model.sampling });
          const most = { usd: costOf(price, input, output) ?? 0, tokens: input + output };
          const reply = await requests.run(
            (signal) => adapter.complete({ prompt, ...request }, signal),
            (error) => error,
            (signal) =>
              accounts.admit(
                { scorer: world.scorer, model: name },
                most,
                (given) => usedBy(given, price),
                signal,
              ),
          );
          return reply.text ?? '';
        },
      };
    },
  };
}

function usedBy(reply: Reply, price: Price | null): Used {
  const { inputTokens, outputTokens } = reply;
  return { inputTokens, outputTokens, costUsd: costOfReply(price, reply) };
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
