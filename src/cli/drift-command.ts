import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ExitCode as Code, ExitCode, UsageError } from '../errors.js';
import { mergeGates } from '../evaluation/comparison/check-gates.js';
import { writeFileAtomically } from '../records/draft-file.js';
import { readManifest } from '../records/manifest.js';
import { pathPart } from '../records/published-folder.js';
import { readRun } from '../records/stored-run.js';
import { formatFigure } from '../reports/format-figure.js';
import { sparkline } from '../reports/sparkline.js';
import { textTable } from '../reports/text-table.js';
import { driftOfSuite, type FigureHistory, number } from './drift-of-suite.js';
import { recordHistory } from './record-history.js';
import type { Terminal } from './terminal.js';

export interface DriftFlags {
  readonly results: string;
  /** Run folders that are added to the history first. */
  readonly record?: readonly string[];
  readonly margin?: readonly string[];
}

/** `probity drift SUITE`: what moved since the reference run. */
export async function driftCommand(suite: string, flags: DriftFlags, terminal: Terminal): Promise<Code> {
  const folder = join(flags.results, pathPart(suite));
  for (const path of flags.record ?? []) {
    const run = await readRun(path);
    if (run.manifest.suite !== suite)
      throw new UsageError(`${path} is a run of "${run.manifest.suite}", not of "${suite}"`);
    await recordHistory(run, flags.results);
  }
  const figures = await judgeSuite(folder, flags.margin ?? []);
  terminal.result(
    terminal.json
      ? JSON.stringify(figures.map(({ drift }) => drift))
      : `${driftTable(figures, terminal)}\n\nchart: ${join(folder, 'drift.html')}`,
  );
  return ExitCode.done;
}

/** Judges a suite's history and writes drift.json and drift.html beside it.
 *  @throws UsageError when it has none */
export async function judgeSuite(folder: string, margins: readonly string[]): Promise<FigureHistory[]> {
  if (!existsSync(join(folder, 'history.csv')))
    throw new UsageError(`${folder} has no history yet; record a run with --record RUN`);
  const models = join(folder, '.reference');
  const figures = driftOfSuite(folder, mergeGates(await declaredGates(models, folder), margins));
  const { driftHtml } = await import('../reports/html/drift-html.js');
  writeFileAtomically(join(folder, 'drift.html'), [
    driftHtml(folder.split(/[\\/]/u).at(-1) ?? folder, figures),
  ]);
  return figures;
}

async function declaredGates(references: string, folder: string) {
  const { readdirSync } = await import('node:fs');
  const [first] = existsSync(references) ? readdirSync(references).sort() : [];
  if (first === undefined) throw new UsageError(`${folder} has a history but no reference run`);
  return (await readManifest(join(references, first))).gates;
}

function driftTable(figures: readonly FigureHistory[], terminal: Terminal): string {
  return textTable(
    [
      { title: 'model' },
      { title: 'probe' },
      { title: 'metric' },
      { title: 'group' },
      { title: 'change', right: true },
      { title: '95% at all times', right: true },
      { title: 'runs', right: true },
      { title: 'trend' },
      { title: 'verdict', right: true },
    ],
    figures.map(({ drift, runs }) => [
      drift.model,
      drift.probe,
      drift.metric,
      drift.scope,
      formatFigure(drift.change),
      drift.low === null || drift.high === null
        ? '–'
        : `[${formatFigure(drift.low)}, ${formatFigure(drift.high)}]`,
      String(drift.looks),
      sparkline(
        runs.map(({ estimate }) => number(estimate)),
        12,
      ),
      drift.verdict,
    ]),
    terminal.colour,
    process.stdout.columns,
  );
}
