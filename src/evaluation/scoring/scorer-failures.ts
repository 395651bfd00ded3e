import type { Manifest } from '../../records/manifest.js';
import { BUDGET_STOPPED, type Judgement } from '../../scorers/judge-reply.js';

type ScorerFailure = Manifest['scorer_failures'][number];

/** Characters of a cause that are kept. */
const MAX_CAUSE = 300;

/** Counts what scorers could not score, and keeps what the first failure of a kind told: one dead service would tell
 *  the same thing a thousand times. */
export class ScorerFailures {
  readonly #failures = new Map<string, ScorerFailure>();

  add({ scorer, failure }: Judgement): void {
    if (!failure) return;
    const { reason, cause } = failure;
    const key = `${scorer.name}\n${reason}`;
    const known = this.#failures.get(key);
    if (known) known.count++;
    else
      this.#failures.set(key, {
        scorer: `${scorer.name}@${scorer.version}`,
        reason,
        count: 1,
        cause: told(cause),
      });
  }

  /** In the order of scorers' names. */
  list(): ScorerFailure[] {
    return [...this.#failures].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, failure]) => failure);
  }
}

/** Whether the budget held a scorer back, so that a larger one would have more scored. */
export function isHeldBack(failures: readonly ScorerFailure[]): boolean {
  return failures.some(({ reason }) => reason === BUDGET_STOPPED);
}

function told(cause: unknown): string | null {
  if (cause === null) return null;
  return (cause instanceof Error ? cause.message : String(cause)).slice(0, MAX_CAUSE);
}
