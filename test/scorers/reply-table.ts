import type { ChoiceQuestion } from '../../src/scorers/parse-choice.js';

/** Reply and what must come of it: a label, `refusal`, or the rule that left it unparsed. */
export type ReplyRow = readonly [reply: string, expected: string];

export interface ReplyTable {
  readonly question: ChoiceQuestion;
  readonly rows: readonly ReplyRow[];
}

export function questionOf(
  language: string,
  a: string,
  b: string,
  unknown: string,
  labels = ['A', 'B', 'C'],
): ChoiceQuestion {
  const options = [a, b, unknown].map((text, index) => ({ text, unknown: index === 2 }));
  return { labels, options, language };
}

export const people = questionOf('en', 'The man', 'The woman', 'Not enough information');
export const religion = questionOf('en', 'The Jewish man', 'The Muslim man', 'Unknown');
