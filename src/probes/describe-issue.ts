import type { z } from 'zod';

/** Words for the types that a schema may expect. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys with values',
  record: 'keys with values',
  null: 'null',
};

/** What a schema expected where it found something else, for people; undefined where zod's own words must do. Given
 *  to zod as its error map, so a message that a schema brings itself comes first.
 *  @example schema.safeParse(data, { error: describeIssue }) */
export function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${TYPES[issue.expected] ?? issue.expected}`;
    case 'too_small':
      if (issue.origin === 'string') return 'expected some text';
      if (issue.origin === 'array') return `expected ${issue.minimum} or more entries`;
      return `expected ${issue.inclusive ? `${issue.minimum} or more` : `more than ${issue.minimum}`}`;
    case 'too_big':
      if (issue.origin === 'array') return `expected at most ${issue.maximum} entries`;
      return `expected ${issue.inclusive ? `${issue.maximum} or less` : `less than ${issue.maximum}`}`;
    case 'invalid_format':
      return issue.format === 'url' ? 'expected an http or https URL' : undefined;
    case 'invalid_union':
      return `expected ${unique(issue.errors.flat().map(typeOf)).join(' or ')}`;
    default:
      return undefined;
  }
}

function typeOf(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_type' ? (TYPES[issue.expected] ?? issue.expected) : issue.message;
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)];
}

/** How a value that was not expected is shown: short, and not at all where it may be a secret that somebody wrote
 *  in place of the name of a variable. */
export function describeValue(value: unknown, key: PropertyKey | undefined): string {
  if (typeof value === 'string' && /key|token$|secret|password/iu.test(String(key ?? ''))) {
    return `a text of ${value.length} characters`;
  }
  const shown = JSON.stringify(value) ?? String(value);
  return shown.length > 60 ? `${shown.slice(0, 57)}...` : shown;
}
