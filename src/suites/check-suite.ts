import type { PathComplaint } from '../probes/yaml-document.js';
import { findByName } from './bind-metrics.js';
import type { MistakeLocator } from './locate-mistakes.js';
import type { SuiteProbe } from './suite.js';
import type { SuiteFile } from './suite-schema.js';

/** Mistakes of a suite file that its schema cannot see. */
export function checkEntries({ models, probes, gates }: SuiteFile): PathComplaint[] {
  const ids = models.map(({ id, model }) => id ?? model);
  const sameModels = ids.flatMap((id, index) =>
    ids.indexOf(id) < index
      ? [
          {
            path: ['models', index],
            message: `two models have the id "${id}"; give one of them another "id"`,
          },
        ]
      : [],
  );
  const wrongProbes = probes.flatMap(({ file, benchmark }, index) =>
    (file === undefined) === (benchmark === undefined)
      ? [{ path: ['probes', index], message: 'expected either "file" or "benchmark"' }]
      : [],
  );
  const wrongGates = (gates ?? []).flatMap(({ margin, ceiling }, index) =>
    (margin === undefined) === (ceiling === undefined)
      ? [{ path: ['gates', index], message: 'expected either "margin" or "ceiling"' }]
      : [],
  );
  return [...sameModels, ...wrongProbes, ...wrongGates];
}

/** A gate on something that no probe measures would never be decided.
 *  @throws FileError */
export async function checkGates(
  { gates = [] }: SuiteFile,
  probes: readonly SuiteProbe[],
  locator: MistakeLocator,
): Promise<void> {
  const measured = [...new Set(probes.flatMap((probe) => probe.metrics.map(({ metric }) => metric)))];
  await locator.each(
    gates,
    (index) => ['gates', index, 'metric'],
    ({ metric }) => findByName('metric', metric, measured),
  );
  await locator.each(
    gates,
    (index) => ['gates', index, 'group'],
    ({ metric, group }) => {
      const measuring = probes.filter((probe) => probe.metrics.some((bound) => bound.metric.name === metric));
      const groups = [...new Set(measuring.flatMap(({ probe }) => probe.groups))].map((name) => ({ name }));
      if (group !== undefined) findByName('group', group, groups);
    },
  );
}
