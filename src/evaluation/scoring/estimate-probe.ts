import type { ScoreAggregator } from '../../metrics/aggregate-scores.js';
import { estimateTable } from '../../metrics/estimate-table.js';
import type { TableEstimate } from '../../records/metrics-csv.js';
import type { ModelTally } from '../../records/model-tally.js';
import type { Suite, SuiteProbe } from '../../suites/suite.js';
import { decideLevels } from './decide-levels.js';
import { decodingHash } from './decoding-hash.js';
import { relativesAmong, SAME_FAMILY } from './judge-conflicts.js';
import { returnedName } from './returned-name.js';

/** The estimates of one model on one probe, with what the suite and the model's replies say of them.
 *  @param aggregator what its replies came to; undefined: there are none */
export function estimateProbe(
  suite: Suite,
  modelId: string,
  { probe, selection, scorers }: SuiteProbe,
  aggregator: ScoreAggregator | undefined,
  tallies: ReadonlyMap<string, ModelTally>,
): TableEstimate[] {
  const cells = aggregator?.finish() ?? [];
  const { statistics, seed, samples, models } = suite;
  const options = {
    level: statistics.confidence,
    resamples: statistics.resamples,
    interval: statistics.interval,
    adjust: statistics.adjust,
    seed,
    samples,
    language: probe.language,
    unpaired: probe.unpaired ?? [],
    ...(probe.factors && { factors: probe.factors }),
    ...(probe.members && { members: probe.members }),
    expectAll: selection.limit === undefined,
    tallies: aggregator?.tallies ?? [],
    words: probe.words ?? null,
    reference: probe.reference,
  };
  const estimates = estimateTable(cells, `${modelId}/${probe.name}`, options);
  const decided = decideLevels(estimates, cells, probe.name, suite.gates, options);
  const returned = tallies.get(modelId)?.returned ?? [];
  const mixed = returned.length > 1;
  const model = models.find(({ id }) => id === modelId);
  const relatives = relativesAmong(scorers, model?.model ?? modelId);
  return estimates.map((estimate, place) => ({
    ...estimate,
    margin: decided[place]?.margin ?? null,
    verdict: decided[place]?.verdict ?? null,
    minimumDetectableEffect: decided[place]?.minimumDetectableEffect ?? null,
    flags: [
      ...estimate.flags,
      ...(mixed ? ['mixed_model_version'] : []),
      ...(relatives.has(estimate.scorer) ? [SAME_FAMILY] : []),
    ],
    probe: probe.name,
    modelId,
    model: returnedName(modelId, tallies),
    promptHash: probe.hash,
    decodingHash: decodingHash(model),
  }));
}
