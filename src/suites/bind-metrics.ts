import type { BoundMetric } from '../metrics/aggregate-scores.js';
import { scoreKey } from '../metrics/judged-reply.js';
import type { Metric } from '../metrics/metric.js';
import { unknownName } from '../probes/validate-document.js';
import type { Scorer } from '../scorers/scorer.js';

/** A name in a suite or probe that nothing is registered under. */
export class UnknownNameError extends Error {}

/** The registered thing of a name. @throws UnknownNameError with what is allowed and the nearest spelling */
export function findByName<Named extends { readonly name: string }>(
  what: string,
  name: string,
  registered: readonly Named[],
): Named {
  const found = registered.find((candidate) => candidate.name === name);
  if (!found)
    throw new UnknownNameError(
      unknownName(
        what,
        name,
        registered.map((candidate) => candidate.name),
      ),
    );
  return found;
}

/** Ties each metric to the score that it reads.
 *  @throws UnknownNameError when no scorer of the probe gives that score */
export function bindMetrics(metrics: readonly Metric[], scorers: readonly Scorer[]): BoundMetric[] {
  return metrics.map((metric) => {
    const scorer = metric.scorer === null ? scorers[0] : scorers.find(({ name }) => name === metric.scorer);
    if (!scorer) {
      throw new UnknownNameError(
        `metric "${metric.name}" reads scorer "${metric.scorer}", which the probe lacks; it has ${scorers.map(({ name }) => name).join(', ')}`,
      );
    }
    return {
      metric,
      scoreKey: scoreKey(scorer.name, metric.scoreName ?? scorer.scoreNames[0] ?? ''),
      scorer: `${scorer.name}@${scorer.version}`,
    };
  });
}
