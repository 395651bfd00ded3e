import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Comparison } from '../decisions/comparison.js';
import { type ExitCode as Code, ExitCode, UsageError } from '../errors.js';
import { mergeGates } from '../evaluation/comparison/check-gates.js';
import { compareRuns } from '../evaluation/comparison/compare-runs.js';
import { compareSeries, type SeriesKind } from '../evaluation/comparison/compare-series.js';
import { openReferences, pairReferences, type RunReference } from '../evaluation/comparison/run-reference.js';
import { COMPARISON_COLUMNS, comparisonRow } from '../records/comparison-csv.js';
import { formatRow } from '../records/csv-row.js';
import { writeFileAtomically } from '../records/draft-file.js';
import type { Manifest } from '../records/manifest.js';
import { SERIES_COLUMNS, seriesRow } from '../records/series-csv.js';
import { OUTCOME_WORDS, worstOutcome } from '../reports/comparison-cells.js';
import { comparisonMarkdown } from '../reports/comparison-markdown.js';
import { comparisonTable } from '../reports/comparison-table.js';
import { githubAnnotations } from '../reports/github-annotations.js';
import { junitXml } from '../reports/junit-xml.js';
import { SERIES_UNITS, seriesCells, seriesMarkdown } from '../reports/series-markdown.js';
import { textTable } from '../reports/text-table.js';
import type { Terminal } from './terminal.js';

export interface CompareFlags {
  /** Folder of the comparison's files; the candidate's run folder when absent. */
  readonly out?: string;
  /** `METRIC=X` or `METRIC/GROUP=X`. */
  readonly margin?: readonly string[];
  readonly undecided: 'fail' | 'pass';
  readonly series?: SeriesKind;
}

/** `probity compare BASELINE CANDIDATE` */
export async function compareCommand(
  runs: readonly string[],
  flags: CompareFlags,
  terminal: Terminal,
): Promise<Code> {
  if (flags.series !== undefined) return seriesCommand(runs, flags.series, flags.out, terminal);
  const references = await Promise.all(runs.map(openReferences));
  const pairs = pairsOf(references);
  const [, candidate] = pairs[0] ?? [];
  if (!candidate)
    throw new UsageError('expected a baseline and a candidate, for example results/runs/a results/runs/b');
  const gates = mergeGates(candidate.manifest.gates, flags.margin ?? []);
  const comparisons = await compareRuns(pairs, gates);
  const out = flags.out ?? candidate.folder;
  writeComparison(
    out,
    comparisons,
    pairs.map(([, mine]) => mine.manifest),
    flags.undecided,
  );
  const outcome = worstOutcome(comparisons);
  terminal.result(
    terminal.json ? JSON.stringify({ outcome, out, comparisons }) : verdictText(out, comparisons, terminal),
  );
  return concludeComparison(comparisons, flags.undecided, terminal);
}

/** The gates as a table, and where the rest is. */
export function verdictText(out: string, comparisons: readonly Comparison[], { colour }: Terminal): string {
  const outcome = OUTCOME_WORDS[worstOutcome(comparisons)];
  return `${comparisonTable(comparisons, colour)}\n\n${outcome}; ${join(out, 'comparison.md')}`;
}

/** Tells why gates are open or failed, and gives the exit code. */
export function concludeComparison(
  comparisons: readonly Comparison[],
  undecided: CompareFlags['undecided'],
  terminal: Terminal,
): Code {
  if (process.env.GITHUB_ACTIONS === 'true') tellGithub(comparisons, terminal);
  const outcome = worstOutcome(comparisons);
  for (const { rows } of comparisons) {
    for (const row of rows) {
      if (row.outcome !== null && row.outcome !== 'passed' && row.reason !== null)
        terminal.note(`${row.metric}${row.group === null ? '' : `, ${row.group}`}: ${row.reason}`);
    }
  }
  if (outcome === 'failed') return ExitCode.gateFailed;
  return outcome === 'undecided' && undecided === 'fail' ? ExitCode.undecided : ExitCode.done;
}

/** Two runs are baseline and candidate; of more, or of one run with several models, every pair is compared. */
function pairsOf(
  references: readonly (readonly RunReference[])[],
): (readonly [RunReference, RunReference])[] {
  const [baseline, candidate] = references;
  if (references.length === 2 && baseline && candidate) return pairReferences(baseline, candidate);
  const all = references.flat();
  return all.flatMap((mine, index) => all.slice(0, index).map((theirs) => [theirs, mine] as const));
}

/** @param manifests of the candidates */
export function writeComparison(
  out: string,
  comparisons: readonly Comparison[],
  manifests: readonly Manifest[],
  undecided: CompareFlags['undecided'],
): void {
  mkdirSync(out, { recursive: true });
  const rows = comparisons.flatMap(({ rows: own }, place) => {
    const manifest = manifests[place];
    return manifest ? own.map((row) => formatRow(comparisonRow(manifest, row))) : [];
  });
  writeFileAtomically(join(out, 'comparison.csv'), [formatRow(COMPARISON_COLUMNS), ...rows]);
  writeFileAtomically(join(out, 'comparison.md'), [comparisonMarkdown(comparisons)]);
  writeFileAtomically(join(out, 'junit.xml'), [junitXml(comparisons, undecided)]);
}

/** Step summary and annotations of a GitHub workflow. */
function tellGithub(comparisons: readonly Comparison[], terminal: Terminal): void {
  const summary = process.env.GITHUB_STEP_SUMMARY;
  if (summary) appendFileSync(summary, comparisonMarkdown(comparisons));
  // On stderr, which GitHub reads too: stdout may be somebody's JSON.
  for (const line of githubAnnotations(comparisons)) terminal.note(line);
}

/** `probity compare RUN=SIZE RUN=SIZE … --series size` */
async function seriesCommand(
  runs: readonly string[],
  kind: SeriesKind,
  out: string | undefined,
  terminal: Terminal,
): Promise<Code> {
  const series = await compareSeries(runs, kind);
  if (out !== undefined) {
    mkdirSync(out, { recursive: true });
    const rows = series.rows.map((row) => formatRow(seriesRow(series, row)));
    writeFileAtomically(join(out, 'series.csv'), [formatRow(SERIES_COLUMNS), ...rows]);
    writeFileAtomically(join(out, 'series.md'), [seriesMarkdown(series)]);
  }
  const titles = [
    'probe',
    'metric',
    'group',
    ...series.models.map(({ name }) => name),
    `slope ${SERIES_UNITS[kind]}, 90% interval`,
    'p of the order',
    'clusters',
  ];
  terminal.result(
    terminal.json
      ? JSON.stringify(series)
      : textTable(
          titles.map((title) => ({ title })),
          seriesCells(series.rows),
          terminal.colour,
        ),
  );
  return ExitCode.done;
}
