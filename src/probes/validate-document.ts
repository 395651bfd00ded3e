import { closest, distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { FileError } from '../errors.js';
import { describeIssue, describeValue } from './describe-issue.js';
import type { Path, PathComplaint, YamlDocument } from './yaml-document.js';

/** Checks a document against its schema and then against `semantics`, and reports all mistakes of a stage at once,
 *  in the order of the file.
 *  @throws FileError */
export function validateDocument<Schema extends z.ZodType>(
  document: YamlDocument,
  schema: Schema,
  semantics: (value: z.infer<Schema>) => readonly PathComplaint[],
): z.infer<Schema> {
  const parsed = schema.safeParse(document.data, { error: describeIssue });
  const complaints = parsed.success
    ? semantics(parsed.data)
    : parsed.error.issues.flatMap((issue) => explain(issue, schema, document.data));
  if (complaints.length > 0) {
    const located = complaints.map((complaint) => document.locate(complaint));
    throw new FileError(located.sort((a, b) => a.line - b.line || a.column - b.column));
  }
  if (!parsed.success) throw parsed.error;
  return parsed.data;
}

/** `; did you mean "x"?` for the nearest of `allowed`, or nothing when none is near. */
export function suggestion(word: string, allowed: readonly string[]): string {
  if (allowed.length === 0) return '';
  const nearest = closest(word, [...allowed]);
  return distance(word, nearest) <= Math.max(2, Math.floor(word.length / 3))
    ? `; did you mean "${nearest}"?`
    : '';
}

/** `unknown X "y"; allowed: a, b, c; did you mean …?` */
export function unknownName(what: string, name: string, allowed: readonly string[]): string {
  return `unknown ${what} "${name}"; allowed: ${allowed.join(', ') || 'none'}${suggestion(name, allowed)}`;
}

type Issue = z.core.$ZodIssue;

function explain(issue: Issue, schema: z.ZodType, data: unknown): PathComplaint[] {
  const path = issue.path;
  if (issue.code === 'unrecognized_keys') {
    const allowed = allowedKeys(schema, path, data);
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: unknownName('key', key, allowed),
      atKey: true,
    }));
  }
  const got = valueAt(data, path);
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // The branch that is meant is the one that is wrong in its parts only, not in its kind.
    const meant = issue.errors.find((branch) =>
      branch.every(({ code, path }) => code !== 'invalid_type' || path.length > 0),
    );
    if (meant) {
      return meant.flatMap((inner) => explain({ ...inner, path: [...path, ...inner.path] }, schema, data));
    }
  }
  if (issue.code === 'invalid_key') {
    return issue.issues.map(({ message }) => ({
      path,
      message: `${message}, got "${String(path.at(-1))}"`,
      atKey: true,
    }));
  }
  if (got === undefined && path.length > 0) return [{ path, message: `"${String(path.at(-1))}" is missing` }];
  const choices = choicesOf(issue);
  if (choices) return [{ path, message: unknownName('value', String(got), choices) }];
  const quoting = issue.code === 'invalid_type' && issue.expected === 'string' && typeof got === 'number';
  const message = `${issue.message}, got ${describeValue(got, path.at(-1))}${quoting ? '; put it in quotes' : ''}`;
  return [{ path, message }];
}

/** The values that would have been right, where they are few. */
function choicesOf(issue: Issue): string[] | null {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  // The kinds of a discriminated union, for example the tasks.
  const options = issue.code === 'invalid_union' && 'options' in issue ? issue.options : null;
  return Array.isArray(options) ? options.map(String) : null;
}

function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const key of path) {
    if (value === null || typeof value !== 'object') return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

const jsonSchema = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  additionalProperties: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
});

/** Keys that the schema allows at a path: read off the JSON Schema, where a union is a list of branches. A branch
 *  whose constants contradict the data (another `task`) is left out. */
function allowedKeys(schema: z.ZodType, path: Path, data: unknown): string[] {
  let nodes: { node: unknown; value: unknown }[] = [
    { node: z.toJSONSchema(schema, { io: 'input' }), value: data },
  ];
  const spread = (node: unknown, value: unknown): { node: unknown; value: unknown }[] => {
    const parsed = jsonSchema.safeParse(node);
    if (!parsed.success) return [];
    const branches = parsed.data.oneOf ?? parsed.data.anyOf;
    if (branches) return branches.flatMap((branch) => spread(branch, value));
    const contradicts = Object.entries(parsed.data.properties ?? {}).some(([key, property]) => {
      const constant = z.looseObject({ const: z.string() }).safeParse(property);
      const actual = valueAt(value, [key]);
      return constant.success && actual !== undefined && actual !== constant.data.const;
    });
    return contradicts ? [] : [{ node, value }];
  };
  nodes = nodes.flatMap(({ node, value }) => spread(node, value));
  for (const key of path) {
    nodes = nodes.flatMap(({ node, value }) => {
      const parsed = jsonSchema.parse(node);
      const next =
        typeof key === 'number'
          ? parsed.items
          : (parsed.properties?.[String(key)] ?? parsed.additionalProperties);
      return spread(next, valueAt(value, [key]));
    });
  }
  return [
    ...new Set(nodes.flatMap(({ node }) => Object.keys(jsonSchema.parse(node).properties ?? {}))),
  ].sort();
}
