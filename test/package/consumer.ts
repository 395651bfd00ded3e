/** Code of a user with strict settings, compiled against the published types: every name that a part of one's own
 *  needs is there, and what a definition gets wrong is an error. */
import {
  type Adapter,
  AdapterError,
  defineAdapter,
  defineMetric,
  defineScorer,
  defineScorerFactory,
  type Estimate,
  loadSuite,
  type Metric,
  type Reply,
  type Request,
  type RunResult,
  readOutsideCompletions,
  run,
  type Score,
  type Scorer,
  type Suite,
  score,
  scored,
  textOutcome,
  UsageError,
  unscored,
} from 'probity';

export const adapter = defineAdapter({
  name: 'mine',
  description: 'Mine.',
  async open({ model, options, apiKeyEnv }, environment): Promise<Adapter> {
    const key = environment[apiKeyEnv ?? 'MY_KEY'];
    if (key === undefined) throw new UsageError('expected MY_KEY');
    const often: string | number | boolean | undefined = options.often;
    return {
      provider: 'mine',
      model,
      async complete({ prompt, sampling }: Request, signal: AbortSignal): Promise<Reply> {
        signal.throwIfAborted();
        if (often === 'never')
          throw new AdapterError('busy', { code: 'busy', retryable: true, retryAfterMs: 10 });
        const [message] = prompt.messages;
        return {
          text: `${message?.content ?? ''} ${sampling.maxTokens}`,
          status: 'ok',
          finishReason: null,
          modelReturned: null,
          systemFingerprint: null,
          inputTokens: null,
          outputTokens: null,
          cachedTokens: null,
          notSettable: [],
          labelProbabilities: null,
        };
      },
    };
  },
});

export const scorer: Scorer = defineScorer({
  name: 'mine',
  version: '1',
  description: 'Mine.',
  scoreNames: ['length'],
  tasks: ['continuation'],
  languages: ['en'],
  score(reply, { item }): readonly Score[] {
    const outcome = textOutcome(reply, item.language);
    if (outcome.outcome !== 'answer') return [unscored('length', outcome)];
    return [scored('length', outcome, { score: reply.text?.length ?? 0 })];
  },
});

export const factory = defineScorerFactory({
  name: 'judged',
  form: 'judged:MODEL',
  description: 'Asks a model.',
  open: ({ model }) => ({ ...scorer, name: 'judged', version: model ?? '1' }),
});

export const metric: Metric = defineMetric({
  name: 'mine',
  version: '1',
  title: 'Mine',
  source: 'own',
  direction: 'higher_is_worse',
  range: [0, Number.POSITIVE_INFINITY],
  ideal: null,
  scorer: 'mine',
  value: ({ score: length }, { item }) => (item.group === null ? null : length),
});

export async function main(path: string): Promise<readonly Estimate[]> {
  const suite: Suite = await loadSuite(path, { limit: 10, models: [{ adapter: 'mine', model: 'm' }] });
  const ran: RunResult = await run(suite, {
    out: 'out',
    environment: process.env,
    command: 'mine',
    onEvent(event) {
      if (event.type === 'settled') console.log(event.model, event.answered);
    },
  });
  const context = { runId: '1', suite: suite.name, suiteHash: suite.hash, probeOf: () => null };
  await score(suite, readOutsideCompletions('completions.csv', context), {
    environment: process.env,
    out: 'scored',
    command: 'mine',
    presentationsPerItem: 'all',
  });
  // @ts-expect-error: a missing estimate is null, never a number by default
  const value: number = ran.estimates[0]?.estimate;
  console.log(value);
  return ran.estimates;
}

// @ts-expect-error: a metric without a direction cannot be gated
defineMetric({
  name: 'x',
  version: '1',
  title: 'X',
  source: '',
  range: [0, 1],
  ideal: 0,
  scorer: null,
  value: () => 0,
});
