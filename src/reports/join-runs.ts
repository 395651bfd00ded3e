import { basename } from 'node:path';
import type { StoredEstimate, StoredRun } from '../records/stored-run.js';

/** Several runs as one, so that their models can stand side by side. A model that several runs have is told apart by
 *  its run folder. Probes are those of all runs, by name. */
export function joinRuns(runs: readonly [StoredRun, ...StoredRun[]]): StoredRun {
  const [first, ...others] = runs;
  if (others.length === 0) return first;
  const owners = new Map<string, number>();
  for (const { estimates } of runs) {
    for (const model of new Set(estimates.map((row) => row.model ?? ''))) {
      owners.set(model, (owners.get(model) ?? 0) + 1);
    }
  }
  const estimates = runs.flatMap((run) =>
    run.estimates.map((row): StoredEstimate => {
      const model = row.model ?? '';
      return (owners.get(model) ?? 0) > 1 ? { ...row, model: `${model} (${basename(run.folder)})` } : row;
    }),
  );
  const probes = [
    ...new Map(runs.flatMap(({ manifest }) => manifest.probes).map((probe) => [probe.name, probe])).values(),
  ];
  const metrics = [
    ...new Map(
      runs.flatMap(({ manifest }) => manifest.metrics).map((metric) => [metric.name, metric]),
    ).values(),
  ];
  const distinct = (values: readonly string[]) => [...new Set(values)].join(' + ');
  return {
    folder: first.folder,
    estimates,
    retest: runs.flatMap(({ retest }) => retest),
    manifest: {
      ...first.manifest,
      suite: distinct(runs.map(({ manifest }) => manifest.suite)),
      suite_hash: distinct(runs.map(({ manifest }) => manifest.suite_hash)),
      run_id: distinct(runs.map(({ manifest }) => manifest.run_id)),
      command: distinct(runs.map(({ manifest }) => manifest.command)),
      probes,
      metrics,
      models: runs.flatMap(({ manifest }) => manifest.models),
      planted: runs.flatMap(({ manifest }) => manifest.planted),
    },
  };
}
