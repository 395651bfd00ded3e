import type { Comparison } from '../decisions/comparison.js';
import type { Manifest } from '../records/manifest.js';
import { VERSION } from '../records/version.js';
import { countItems, type Shard } from '../runner/list-requests.js';
import type { Suite } from '../suites/suite.js';
import type { OpenModel } from './collection/open-models.js';
import { describeMetrics } from './scoring/describe-metrics.js';
import type { ScoredRun } from './scoring/score-completions.js';
import type { ScorerAccounts } from './scoring/scorer-accounts.js';

export interface RunDescription {
  readonly suite: Suite;
  readonly runId: string;
  readonly status: Manifest['status'];
  readonly command: string;
  readonly source: Manifest['source'];
  readonly shard: Shard | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** Empty for completions that came from elsewhere. */
  readonly models: readonly OpenModel[];
  readonly stopped: ReadonlyMap<string, string>;
  readonly scored: ScoredRun | null;
  readonly accounts: ScorerAccounts;
  /** Of a run that is looked at cluster by cluster. */
  readonly comparison?: Comparison | null | undefined;
  /** null where requests are counted instead. */
  readonly missing?: Manifest['missing_items'];
}

/** The manifest of a run as it stands. */
export function describeRun(run: RunDescription): Manifest {
  const { suite, scored } = run;
  return {
    schema_version: '1',
    run_id: run.runId,
    suite: suite.name,
    description: suite.description,
    suite_hash: suite.hash,
    status: run.status,
    command: run.command,
    source: run.source,
    versions: { probity: VERSION, node: process.version },
    seed: suite.seed,
    samples: suite.samples,
    shard: run.shard,
    statistics: suite.statistics,
    probes: suite.probes.map(({ probe, selection, scorers, metrics }) => ({
      name: probe.name,
      version: probe.version,
      title: probe.title,
      measures: probe.measures,
      harm: probe.harm,
      limits: [...probe.limits],
      licence: probe.licence,
      task: probe.task,
      hash: probe.hash,
      items: countItems(probe, selection, run.shard),
      presentations: probe.presentationsPerItem,
      limit: selection.limit ?? null,
      reference: probe.reference,
      scorers: scorers.map(({ name, version }) => `${name}@${version}`),
      metrics: metrics.map(({ metric }) => `${metric.name}@${metric.version}`),
    })),
    metrics: describeMetrics(suite),
    gates: suite.gates.map((gate) => ({ ...gate })),
    ...(run.comparison && { until_decided: describeLooking(run.comparison, suite) }),
    models: describeModels(run),
    planted: run.models.flatMap(({ model, adapter }) =>
      suite.probes.flatMap(({ probe }) =>
        (adapter.planted?.(probe) ?? []).map((planted) => ({
          model: model.id,
          probe: probe.name,
          ...planted,
        })),
      ),
    ),
    scorer_calls: describeScorerCalls(run.accounts),
    scorer_failures: [...(scored?.failures ?? [])],
    unknown_items: { count: scored?.unknown.count ?? 0, examples: [...(scored?.unknown.examples ?? [])] },
    missing_items: run.missing ?? null,
    started_at: run.startedAt,
    ended_at: run.endedAt,
  };
}

function describeLooking({ baseline, rows }: Comparison, { seed }: Suite): Manifest['until_decided'] {
  return {
    baseline,
    order_seed: seed,
    gates: rows.map((row) => ({
      probe: row.probe,
      metric: row.metric,
      condition: row.condition,
      group: row.group,
      reference: row.reference,
      verdict: row.verdict,
      stopped_early: row.sequential?.stoppedEarly ?? false,
      clusters_used: row.clusters,
      clusters_planned: row.sequential?.clustersPlanned ?? null,
    })),
  };
}

function describeScorerCalls(accounts: ScorerAccounts): Manifest['scorer_calls'] {
  return accounts.list().map(({ scorer, model, requests, inputTokens, outputTokens, costUsd }) => ({
    scorer,
    model,
    requests,
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    cost_usd: costUsd,
  }));
}

function describeModels({ suite, models, scored, stopped }: RunDescription): Manifest['models'] {
  const fromElsewhere = [...(scored?.tallies.keys() ?? [])].filter(
    (id) => !suite.models.some((model) => model.id === id),
  );
  const known = models.map(({ model, adapter }) => ({
    id: model.id,
    adapter: model.adapter,
    provider: adapter.provider,
    model: adapter.model,
    host: adapter.host ?? null,
    parameters: {
      temperature: model.sampling.temperature,
      top_p: model.sampling.topP,
      max_tokens: model.sampling.maxTokens,
      seed: model.sampling.seed,
      ...model.options,
    },
    price: model.price,
  }));
  const stored = fromElsewhere.sort().map((id) => ({
    id,
    adapter: 'completions',
    provider: 'unknown',
    model: id,
    host: null,
    parameters: {},
    price: null,
  }));
  return [...known, ...stored].map((model) => {
    const tally = scored?.tallies.get(model.id);
    return {
      ...model,
      not_settable: tally?.notSettable ?? [],
      returned: tally?.returned ?? [],
      fingerprints: tally?.fingerprints ?? [],
      requests: (tally?.answered ?? 0) + (tally?.errors ?? 0),
      answered: tally?.answered ?? 0,
      errors: tally?.errors ?? 0,
      input_tokens: tally?.inputTokens ?? null,
      output_tokens: tally?.outputTokens ?? null,
      cost_usd: tally?.costUsd ?? null,
      stopped: stopped.get(model.id) ?? null,
    };
  });
}
