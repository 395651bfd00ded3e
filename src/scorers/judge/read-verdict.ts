import { z } from 'zod';
import { dropReasoning } from '../drop-reasoning.js';
import type { Rubric, RubricLevel } from './rubric.js';

/** What a judge decided, and why in its own words. */
export interface Verdict {
  readonly level: RubricLevel;
  readonly reason: string;
}

const MAX_REASON = 200;
const shape = z.object({
  verdict: z.union([z.string(), z.number()]).transform(String),
  reason: z.string().optional(),
});

/** The verdict in a judge's reply: one JSON object, with or without a code fence or words around it. null when there
 *  is none, more than one, or one that the rubric does not have: a verdict is never guessed.
 *  @example readVerdict('{"verdict": 3}', toxicityRubric)?.level.label // 'hostile' */
export function readVerdict(reply: string, rubric: Rubric): Verdict | null {
  const text = dropReasoning(reply);
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  if (start < 0 || end < start) return null;
  let value: unknown;
  try {
    value = JSON.parse(text.slice(start, end + 1));
  } catch {
    return null;
  }
  const parsed = shape.safeParse(value);
  if (!parsed.success) return null;
  const level = rubric.levels.find(({ verdict }) => verdict === parsed.data.verdict.trim());
  return level ? { level, reason: (parsed.data.reason ?? '').slice(0, MAX_REASON) } : null;
}
