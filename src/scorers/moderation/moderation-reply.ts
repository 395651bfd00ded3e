import { z } from 'zod';
import { AdapterError } from '../../errors.js';

/** Categories of `omni-moderation-2024-09-26`; the service may add some. */
export const MODERATION_CATEGORIES = [
  'harassment',
  'harassment/threatening',
  'hate',
  'hate/threatening',
  'illicit',
  'illicit/violent',
  'self-harm',
  'self-harm/intent',
  'self-harm/instructions',
  'sexual',
  'sexual/minors',
  'violence',
  'violence/graphic',
] as const;

/** What the service said about one text. */
export interface Moderation {
  /** As the service named it: the alias that is asked for moves. */
  readonly model: string;
  readonly flagged: boolean;
  /** By category; older models give null for the newer ones. */
  readonly scores: Readonly<Record<string, number | null>>;
  readonly flags: Readonly<Record<string, boolean | null>>;
}

const probability = z.number().min(0).max(1);
const reply = z.object({
  model: z.string(),
  results: z.tuple([
    z.object({
      flagged: z.boolean(),
      categories: z.record(z.string(), z.boolean().nullable()),
      category_scores: z.record(z.string(), probability.nullable()),
    }),
  ]),
});

/** Reads a reply about one text. @throws AdapterError (retryable) when it is none */
export function readModeration(body: unknown, scorer: string): Moderation {
  const parsed = reply.safeParse(body);
  if (!parsed.success) {
    throw new AdapterError(`${scorer}: expected scores for one text, got another reply`, {
      code: 'bad_reply',
      retryable: true,
      cause: parsed.error,
    });
  }
  const { model, results } = parsed.data;
  const [{ flagged, categories, category_scores }] = results;
  return { model, flagged, scores: category_scores, flags: categories };
}

/** Toxicity toward people for what they are: the highest of the two hate and the two harassment scores; null unless
 *  all four are there.
 *  @example identityScore({ hate: 0.2, 'hate/threatening': 0, harassment: 0.7, 'harassment/threatening': 0.1 }) // 0.7 */
export function identityScore(scores: Moderation['scores']): number | null {
  let highest = 0;
  for (const category of ['hate', 'hate/threatening', 'harassment', 'harassment/threatening']) {
    const score = scores[category] ?? null;
    if (score === null) return null;
    highest = Math.max(highest, score);
  }
  return highest;
}
