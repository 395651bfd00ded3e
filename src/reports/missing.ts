import type { StoredRun } from '../records/stored-run.js';
import { shortName } from './visible-text.js';

/** What a reader must know that the figures do not show, most serious first. */
export function missing({ manifest, estimates, retest }: StoredRun): string[] {
  const { models, unknown_items, shard, status } = manifest;
  const lines: string[] = [];
  if (estimates.length === 0) lines.push('No figure at all: metrics.csv has no row.');
  if (status === 'running' || status === 'incomplete' || status === 'interrupted')
    lines.push(`The run is ${status}: its figures are partial.`);
  if (shard !== null) lines.push(`This is part ${shard.index} of ${shard.of} of a run.`);
  lines.push(...endedEarly(manifest));
  for (const { id, errors, requests, stopped } of models) {
    const name = shortName(id);
    if (errors > 0) lines.push(`${name}: ${errors} of ${requests} requests got no answer.`);
    if (stopped !== null) lines.push(`${name} stopped early: ${shortName(stopped, 200)}`);
  }
  if (unknown_items.count > 0) {
    const examples = unknown_items.examples.slice(0, 3).map((name) => shortName(name));
    lines.push(
      `${unknown_items.count} completions are of items that the suite does not have, for example ${examples.join('; ')}.`,
    );
  }
  const conditional = estimates.filter(({ denominator }) => denominator === 'conditional');
  const undefinedRows = conditional.filter(({ estimate }) => estimate === null);
  if (undefinedRows.length > 0) {
    const reasons = [...new Set(undefinedRows.map((row) => row.reason_if_null ?? 'no reason given'))].sort();
    lines.push(
      `${undefinedRows.length} of ${conditional.length} figures are undefined (${reasons.slice(0, 6).join(', ')}).`,
    );
  }
  const flagged = (flag: string) =>
    conditional.filter(({ flags }) => (flags ?? '').split(';').includes(flag)).length;
  if (flagged('unreliable') > 0)
    lines.push(`${flagged('unreliable')} figures are unreliable: over 20% of their replies have no answer.`);
  if (flagged('position_bias') > 0)
    lines.push(
      `${flagged('position_bias')} figures are of probes whose answers change with the order of the options (position_bias).`,
    );
  if (flagged('few_clusters') > 0)
    lines.push(`${flagged('few_clusters')} figures rest on fewer than 10 clusters.`);
  lines.push(...notMeasured(estimates, retest));
  return lines;
}

function endedEarly({ until_decided: decided }: StoredRun['manifest']): string[] {
  const early = decided?.gates.filter(({ stopped_early }) => stopped_early) ?? [];
  if (!decided || early.length === 0) return [];
  const gates = early.map(
    ({ metric, probe, verdict, clusters_used, clusters_planned }) =>
      `${shortName(metric)} on ${shortName(probe)} ${verdict.replaceAll('_', ' ')} after ${clusters_used} of ${clusters_planned ?? 'an unknown number of'} clusters`,
  );
  return [
    `Asked cluster by cluster until decided against ${shortName(decided.baseline, 120)}: ${gates.join('; ')}. The verdicts are in comparison.md; the figures here are of what was asked until then, with intervals of a fixed size.`,
  ];
}

function notMeasured(estimates: StoredRun['estimates'], retest: StoredRun['retest']): string[] {
  const not = [
    ...(estimates.every((row) => row.noise_floor === null) ? ['a noise floor from negative controls'] : []),
    ...(estimates.every((row) => row.margin === null) ? ['margins, so no verdict'] : []),
    ...(retest.length === 0 ? ['retest noise'] : []),
    'agreement of the scorers with people',
    'contamination',
  ];
  return [`Not measured in this run: ${not.join('; ')}.`];
}
