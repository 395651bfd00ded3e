import { UsageError } from '../../errors.js';
import type { Manifest } from '../../records/manifest.js';
import type { RunReference } from './run-reference.js';

/** Two runs can be paired when they asked the same and read the answers alike.
 *  @throws UsageError that says what differs and which command would make them comparable */
export function checkComparable(baseline: RunReference, candidate: RunReference): void {
  for (const { folder, manifest } of [baseline, candidate]) {
    const early = manifest.until_decided?.gates.some(
      (gate) => gate.stopped_early && gate.verdict !== 'undecided',
    );
    if (early) {
      throw new UsageError(
        `${folder} stopped as soon as its gates were decided, so a look at a fixed number of items would be biased. Its verdicts are in its comparison.md; to compare it otherwise, run it to its end without --until-decided:\n  ${manifest.command.replace(/ --until-decided| --baseline[ =]\S+/gu, '')}`,
      );
    }
  }
  const asked = askedDifferences(baseline.manifest, candidate.manifest);
  const read = readDifferences(baseline.manifest, candidate.manifest);
  const isSame = baseline.manifest.suite_hash === candidate.manifest.suite_hash;
  if (isSame && asked.length === 0 && read.length === 0) return;
  const differences = [...asked, ...read];
  if (differences.length === 0) differences.push('suite hash (text of a probe or of a data file)');
  throw new UsageError(
    [
      `${baseline.folder} and ${candidate.folder} cannot be compared; they differ in`,
      ...differences.map((difference) => `  - ${difference}`),
      'To make them comparable:',
      `  ${asked.length === 0 ? rescore(baseline, candidate) : rerun(baseline, candidate)}`,
    ].join('\n'),
  );
}

/** Differences in what was asked: only asking again helps. */
function askedDifferences(one: Manifest, other: Manifest): string[] {
  const differences: string[] = [];
  if (one.suite !== other.suite) differences.push(`suite: ${one.suite}, ${other.suite}`);
  if (one.samples !== other.samples) differences.push(`samples: ${one.samples}, ${other.samples}`);
  if (one.seed !== other.seed) differences.push(`seed: ${one.seed}, ${other.seed}`);
  for (const probe of one.probes) {
    const twin = other.probes.find(({ name }) => name === probe.name);
    if (!twin) differences.push(`probe ${probe.name}: only in the first`);
    else if (twin.version !== probe.version || twin.hash !== probe.hash)
      differences.push(`probe ${probe.name}: version ${probe.version} and ${twin.version}, or its text`);
    else if (twin.limit !== probe.limit)
      differences.push(`limit of ${probe.name}: ${probe.limit ?? 'none'}, ${twin.limit ?? 'none'}`);
  }
  for (const { name } of other.probes) {
    if (!one.probes.some((probe) => probe.name === name))
      differences.push(`probe ${name}: only in the second`);
  }
  return differences;
}

/** Differences in how answers were read: scoring again helps. */
function readDifferences(one: Manifest, other: Manifest): string[] {
  const differences = new Set<string>();
  for (const probe of one.probes) {
    const twin = other.probes.find(({ name }) => name === probe.name);
    for (const what of ['scorers', 'metrics'] as const) {
      const mine = probe[what].join(', ');
      const theirs = twin?.[what].join(', ') ?? mine;
      if (mine !== theirs) differences.add(`${what} of ${probe.name}: ${mine} against ${theirs}`);
    }
  }
  return [...differences];
}

function rescore({ folder, manifest }: RunReference, candidate: RunReference): string {
  const suite = manifest.source.suite ?? candidate.manifest.source.suite ?? 'quickstart';
  return `probity score ${suite} --completions ${folder}/completions.csv --out ${folder}-rescored`;
}

function rerun(baseline: RunReference, { manifest }: RunReference): string {
  // The candidate's own command, with the baseline's model and folder in place of its own.
  const flags = Object.entries(manifest.source.flags).flatMap(([name, value]) => {
    if (['model', 'out', 'shard', 'reuse'].includes(name) || value === false || value === undefined)
      return [];
    const flag = `--${name.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`;
    return (Array.isArray(value) ? value : [value]).map((one) => `${flag} ${one}`);
  });
  const model = baseline.manifest.models.find(({ id }) => id === baseline.model);
  const typed = baseline.manifest.source.flags.model;
  const specs = Array.isArray(typed) ? typed : model ? [`${model.adapter}:${model.model}`] : [];
  const spec = specs.map((one) => `--model '${one}'`).join(' ');
  return [
    'probity run',
    manifest.source.suite ?? 'quickstart',
    spec,
    ...flags,
    `--out ${baseline.folder}-again`,
  ]
    .filter((word) => word !== '')
    .join(' ');
}
