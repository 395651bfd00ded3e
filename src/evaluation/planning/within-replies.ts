import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BoundMetric } from '../../metrics/aggregate-scores.js';
import { scoreKey } from '../../metrics/judged-reply.js';
import type { ScoredReply } from '../../metrics/metric.js';
import type { Prompt } from '../../probes/prompt.js';
import { completionId } from '../../records/completion-row.js';
import { readOwnCsv } from '../../records/own-csv.js';
import { readScoreRow } from '../../records/scores-csv.js';
import { itemSets } from '../../runner/list-requests.js';
import { nestedVariance } from '../../statistics/nested-variance.js';
import { ratioOfTotals } from '../../statistics/totals-functional.js';
import type { SuiteProbe } from '../../suites/suite.js';
import type { RunReference } from '../comparison/run-reference.js';

/** Items of a probe whose replies are looked at: an average of their variances is steady long before. */
const SAMPLED_ITEMS = 1_000;

interface SampledItem {
  /** By scorer and score. */
  readonly replies: Map<string, ScoredReply[]>;
}

/** Mean variance between the replies to one item, by `probe\nmetric`, from the scores that a run stored. Metrics that
 *  are no means of replies, and items with one reply, have none.
 *  @throws RecordError when scores.csv cannot be read */
export async function withinReplies(
  { folder, model, manifest }: RunReference,
  probes: readonly SuiteProbe[],
): Promise<ReadonlyMap<string, number>> {
  const path = join(folder, 'scores.csv');
  const variances = new Map<string, number>();
  const isRepeated = manifest.samples > 1 || probes.some(({ probe }) => probe.presentationsPerItem > 1);
  if (!isRepeated || !existsSync(path)) return variances;
  const sampled = new Map<
    string,
    { readonly of: SampledItem; readonly prompt: Prompt; readonly sample: number }
  >();
  const items = new Map<SuiteProbe, SampledItem[]>();
  for (const entry of probes) items.set(entry, sampleItems(entry, model, manifest.samples, sampled));
  for await (const batch of readOwnCsv(path)) {
    for (const record of batch) {
      const row = readScoreRow(record);
      const known = row && sampled.get(row.completionId);
      if (!row || !known) continue;
      const key = scoreKey(row.scorer, row.score.scoreName);
      const reply = { prompt: known.prompt, sampleIndex: known.sample, score: row.score };
      const replies = known.of.replies.get(key);
      if (replies) replies.push(reply);
      else known.of.replies.set(key, [reply]);
    }
  }
  for (const [{ probe, metrics }, own] of items) {
    for (const bound of metrics) {
      const within = withinOf(bound, own);
      if (within !== null) variances.set(`${probe.name}\n${bound.metric.name}`, within);
    }
  }
  return variances;
}

function sampleItems(
  { probe, selection }: SuiteProbe,
  model: string,
  samples: number,
  sampled: Map<string, { of: SampledItem; prompt: Prompt; sample: number }>,
): SampledItem[] {
  const items: SampledItem[] = [];
  for (const set of itemSets(probe.items(selection), null)) {
    if (items.length >= SAMPLED_ITEMS) break;
    for (const item of set) {
      const of: SampledItem = { replies: new Map() };
      items.push(of);
      for (const prompt of probe.presentations(item)) {
        for (let sample = 0; sample < samples; sample++)
          sampled.set(completionId(model, prompt, sample), { of, prompt, sample });
      }
    }
  }
  return items;
}

function withinOf({ metric, scoreKey: key }: BoundMetric, items: readonly SampledItem[]): number | null {
  if (metric.functional !== ratioOfTotals || metric.pair || metric.overUnits) return null;
  const values = items.flatMap(({ replies }) => {
    const own = (replies.get(key) ?? []).flatMap((reply) => {
      const [sum, count] = metric.applies(reply.prompt.item)
        ? (metric.contribution([reply], 'conditional') ?? [])
        : [];
      return sum === undefined || !count ? [] : [sum / count];
    });
    return own.length > 1 ? [own] : [];
  });
  return nestedVariance(values).within;
}
