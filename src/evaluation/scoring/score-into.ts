import { join } from 'node:path';
import { formatRow } from '../../records/csv-row.js';
import { DraftFile, writeFileAtomically } from '../../records/draft-file.js';
import { ITEM_COLUMNS } from '../../records/items-csv.js';
import { keepWords } from '../../records/kept-words.js';
import { METRIC_COLUMNS, metricRow, type RunIdentity } from '../../records/metrics-csv.js';
import type { StoredCompletion } from '../../records/stored-completion.js';
import type { Suite } from '../../suites/suite.js';
import { CompletionScoring, type ScoredRun, type ScoringOptions } from './score-completions.js';

/** Scores completions and writes scores.csv, items.csv and metrics.csv, and the word lists that it used, into a run
 *  folder, each whole or not at all.
 *  @throws RecordError when they cannot be read or written */
export async function scoreInto(
  folder: string,
  suite: Suite,
  identity: RunIdentity,
  completions: AsyncIterable<readonly StoredCompletion[]>,
  options: ScoringOptions,
): Promise<ScoredRun> {
  const scores = new DraftFile(join(folder, 'scores.csv'));
  const items = new DraftFile(join(folder, 'items.csv'));
  let scored: ScoredRun;
  try {
    items.append(formatRow(ITEM_COLUMNS));
    const scoring = new CompletionScoring(suite, identity.runId, options, (row) => items.append(row));
    for await (const rows of scoring.score(completions)) scores.append(rows);
    scored = scoring.finish();
  } catch (error) {
    scores.discard();
    items.discard();
    throw error;
  }
  scores.commit();
  items.commit();
  for (const { probe } of suite.probes) if (probe.words) keepWords(folder, probe.name, probe.words);
  const compared = options.compared?.(scored) ?? null;
  writeFileAtomically(join(folder, 'metrics.csv'), [
    formatRow(METRIC_COLUMNS),
    ...scored.estimates.map((estimate) =>
      formatRow(
        metricRow(identity, estimate, {
          stoppedEarly: compared?.stoppedEarly.has(estimate.probe) ?? false,
          partial: options.partial?.has(estimate.modelId) ?? false,
        }),
      ),
    ),
    // The columns of a comparison start with those of metrics.csv.
    ...(compared?.rows ?? []).map((row) => formatRow(row.slice(0, METRIC_COLUMNS.length))),
  ]);
  return scored;
}
