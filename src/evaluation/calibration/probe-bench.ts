import type { Adapter, PlantedValue, Request } from '../../adapters/adapter.js';
import { askAdapter } from '../../adapters/ask-adapter.js';
import type { ItemRow } from '../../decisions/item-row.js';
import { type Cell, ScoreAggregator } from '../../metrics/aggregate-scores.js';
import { type JudgedReply, scoreKey } from '../../metrics/judged-reply.js';
import { listRequests } from '../../runner/list-requests.js';
import { judgeReply } from '../../scorers/judge-reply.js';
import type { Score } from '../../scorers/scorer.js';
import type { SuiteProbe } from '../../suites/suite.js';
import { settledRow } from '../sequential/live-items.js';

/** What one simulated model's answers to a probe come to. */
export interface SimulatedRun {
  readonly cells: readonly Cell[];
  readonly items: readonly ItemRow[];
  readonly planted: readonly PlantedValue[];
}

type Scores = NonNullable<JudgedReply['scores']>;

/** A probe of a suite, ready to be answered many times without touching the disk: its requests are listed once, and
 *  each of the few replies that a simulated model has to one of them is judged once, since judging is pure. */
export class ProbeBench {
  readonly #entry: SuiteProbe;
  readonly #requests: readonly { readonly request: Request; readonly judged: Map<string, Scores> }[];
  readonly #repliesPerItem: number;
  readonly #signal = new AbortController().signal;

  /** @param samples calls of each presentation */
  constructor(entry: SuiteProbe, samples: number) {
    this.#entry = entry;
    this.#repliesPerItem = entry.probe.presentationsPerItem * samples;
    // The seed of a request is its sample's number; each run adds its own.
    const sampling = { temperature: null, topP: null, maxTokens: 64, seed: 0 };
    const requests = listRequests({ probes: [entry], samples, sampling, shard: null });
    this.#requests = [...requests].map((request) => ({ request, judged: new Map() }));
  }

  /** Asks a model everything: answers, scores and sums, as a run does. */
  async run(adapter: Adapter, seed: number): Promise<SimulatedRun> {
    const { probe, metrics } = this.#entry;
    const items: ItemRow[] = [];
    const aggregator = new ScoreAggregator(metrics, probe.reference, this.#repliesPerItem, (settled) =>
      items.push(settledRow(settled)),
    );
    // By the seed of a sample: there are few, and thousands of requests.
    const samplings = new Map<number, Request['sampling']>();
    for (const { request, judged } of this.#requests) {
      const { prompt, sampleIndex } = request;
      const place = request.sampling.seed ?? 0;
      const sampling = samplings.get(place) ?? { ...request.sampling, seed: seed + place };
      samplings.set(place, sampling);
      const reply = await askAdapter(adapter, { prompt, sampleIndex, sampling }, this.#signal);
      const text = reply.text ?? '';
      let scores = judged.get(text);
      if (!scores) {
        scores = await this.#judge(request, text);
        judged.set(text, scores);
      }
      aggregator.add({ prompt, sampleIndex, status: reply.status, scores, costUsd: null, startedAt: null });
    }
    return { cells: aggregator.finish(), items, planted: adapter.planted?.(probe) ?? [] };
  }

  async #judge({ prompt }: Request, text: string): Promise<Scores> {
    const reply = { text, status: 'ok', labelProbabilities: null } as const;
    const scores = new Map<string, Score>();
    for (const { scorer, scores: given } of await judgeReply(this.#entry.scorers, reply, prompt))
      for (const score of given) scores.set(scoreKey(scorer.name, score.scoreName), score);
    return scores;
  }
}
