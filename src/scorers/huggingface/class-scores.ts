import { z } from 'zod';
import { AdapterError } from '../../errors.js';

/** Score by label, each in [0, 1]. */
export type ClassScores = ReadonlyMap<string, number>;

const output = z.array(z.object({ label: z.string(), score: z.number().min(0).max(1) })).min(1);

/** Reads a classification. @throws AdapterError (retryable) when it is none */
export function readClassScores(body: unknown, scorer: string): ClassScores {
  const parsed = output.safeParse(body);
  if (!parsed.success) {
    throw new AdapterError(
      `${scorer}: expected a list of labels with scores from 0 to 1, got another reply`,
      {
        code: 'bad_reply',
        retryable: true,
        cause: parsed.error,
      },
    );
  }
  return new Map(parsed.data.map(({ label, score }) => [label, score]));
}
