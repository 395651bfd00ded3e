/** A value of a JSON field as text. Numbers keep their shortest form; null and objects carry no answer. */
type FieldText = string;

/** Values of the wanted fields of a JSON object in a reply: the whole reply, a code fence, or prose around it.
 *  Objects one level down are read too. Python-style quotes are accepted, since models write them.
 *  null when the reply has no object with such a field.
 *  @example readJsonFields('```json\n{"answer": "B"}\n```', ['answer']) // ['B'] */
export function readJsonFields(literal: string, names: readonly string[]): readonly FieldText[] | null {
  const start = literal.indexOf('{');
  const end = literal.lastIndexOf('}');
  if (start === -1 || end < start) return null;
  const source = literal.slice(start, end + 1);
  const values = readStrict(source, names) ?? readLoose(source, names);
  return values.length === 0 ? null : values;
}

function readStrict(source: string, names: readonly string[]): FieldText[] | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(source);
  } catch {
    return null;
  }
  return collect(parsed, names, 2);
}

function collect(value: unknown, names: readonly string[], depth: number): FieldText[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const found: FieldText[] = [];
  for (const [key, field] of Object.entries(value)) {
    if (names.includes(fieldName(key))) found.push(...fieldTexts(field));
    if (depth > 1) found.push(...collect(field, names, depth - 1));
  }
  return found;
}

function fieldName(key: string): string {
  return key.toLowerCase().replace(/^(?:final|selected|my|chosen|correct)[\s_-]/u, '');
}

function fieldTexts(field: unknown): FieldText[] {
  if (typeof field === 'string') return [field];
  if (typeof field === 'number' || typeof field === 'boolean') return [String(field)];
  return Array.isArray(field)
    ? field.flatMap((entry) => (Array.isArray(entry) ? [] : fieldTexts(entry)))
    : [];
}

const LOOSE_FIELD =
  /["']?([A-Za-z_]{1,20})["']?\s{0,3}:\s{0,3}(?:"([^"\n]{0,400})"|'([^'\n]{0,400})'|([^"',}\n]{1,100}))/gu;

function readLoose(source: string, names: readonly string[]): FieldText[] {
  const found: FieldText[] = [];
  for (const [, key, double, single, plain] of source.matchAll(LOOSE_FIELD)) {
    const value = double ?? single ?? plain;
    if (key !== undefined && value !== undefined && names.includes(fieldName(key))) found.push(value.trim());
  }
  return found;
}
