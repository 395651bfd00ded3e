import { closest, distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { FileError } from '../errors.js';
import type { Path, PathComplaint, YamlDocument } from './yaml-document.js';

/** Checks a document against its schema and then against `semantics`, and reports all mistakes of a stage at once.
 *  @throws FileError */
export function validateDocument<Schema extends z.ZodType>(
  document: YamlDocument,
  schema: Schema,
  semantics: (value: z.infer<Schema>) => readonly PathComplaint[],
): z.infer<Schema> {
  const parsed = schema.safeParse(document.data);
  const complaints = parsed.success
    ? semantics(parsed.data)
    : parsed.error.issues.flatMap((issue) => explain(issue, schema, document.data));
  if (complaints.length > 0) throw new FileError(complaints.map((complaint) => document.locate(complaint)));
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
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const nested = issue.errors.find((branch) => branch.some((inner) => inner.code === 'unrecognized_keys'));
    const deepest = nested ?? issue.errors.find((branch) => branch.some((inner) => inner.path.length > 0));
    if (deepest) {
      return deepest.flatMap((inner) => explain({ ...inner, path: [...path, ...inner.path] }, schema, data));
    }
  }
  const got = valueAt(data, path);
  if (issue.code === 'invalid_value' && got !== undefined) {
    return [{ path, message: unknownName('value', String(got), issue.values.map(String)) }];
  }
  const missing = got === undefined && path.length > 0;
  if (missing) return [{ path, message: `"${String(path.at(-1))}" is missing` }];
  const shown = JSON.stringify(got) ?? String(got);
  return [
    { path, message: `${issue.message}, got ${shown.length > 60 ? `${shown.slice(0, 57)}...` : shown}` },
  ];
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
