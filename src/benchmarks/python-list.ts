/** A Python list of strings as `str()` prints it, with either quote and backslash escapes; null when it is not one.
 *  @example readPythonList(`['a', "it's"]`) // ['a', "it's"] */
export function readPythonList(text: string): string[] | null {
  const list = text.trim();
  if (!list.startsWith('[') || !list.endsWith(']')) return null;
  const values: string[] = [];
  const body = list.slice(1, -1).trim();
  const element = /\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*(,|$)/uy;
  while (element.lastIndex < body.length) {
    const found = element.exec(body);
    if (!found) return null;
    values.push((found[1] ?? found[2] ?? '').replace(/\\(.)/gu, '$1'));
  }
  return values;
}
