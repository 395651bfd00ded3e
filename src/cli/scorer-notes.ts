import { judgeConflicts } from '../evaluation/scoring/judge-conflicts.js';
import type { Manifest } from '../records/manifest.js';
import type { Suite } from '../suites/suite.js';
import type { Terminal } from './terminal.js';

/** Says before anything is sent what is doubtful about the judges of a suite. */
export function noteJudges(suite: Suite, terminal: Terminal): void {
  for (const line of judgeConflicts(suite)) terminal.note(line);
}

/** Says which scorers gave no score to how many answers, and why, once each. */
export function noteScorerFailures({ scorer_failures }: Manifest, terminal: Terminal): void {
  for (const { scorer, reason, count, cause } of scorer_failures)
    terminal.note(
      `${scorer}: no score for ${count} replies (${reason})${cause === null ? '' : `: ${cause}`}`,
    );
}
