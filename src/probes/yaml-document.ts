import { isMap, isPair, LineCounter, type Node, parseDocument } from 'yaml';
import { type FileComplaint, FileError } from '../errors.js';

export type Path = readonly PropertyKey[];

/** A mistake at a path inside a document, without its place in the file. */
export interface PathComplaint {
  readonly path: Path;
  readonly message: string;
  /** The mistake is in the key itself, not in its value. */
  readonly atKey?: boolean;
}

/** A YAML file that remembers where each of its values stands. */
export interface YamlDocument {
  readonly file: string;
  /** Plain data; nothing in it is trusted yet. */
  readonly data: unknown;
  locate(complaint: PathComplaint): FileComplaint;
}

/** Reads YAML 1.2; aliases are limited, so that a small file cannot become a huge one.
 *  @throws FileError for broken YAML, a key written twice included */
export function parseYamlDocument(text: string, file: string): YamlDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const at = (offset: number, message: string): FileComplaint => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col), message };
  };
  const errors = [...document.errors, ...document.warnings];
  if (errors.length > 0) {
    throw new FileError(errors.map(({ pos, code, message }) => at(pos[0], describeError(code, message))));
  }
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw new FileError(
      [at(0, `not readable YAML: ${cause instanceof Error ? cause.message : String(cause)}`)],
      {
        cause,
      },
    );
  }
  return {
    file,
    data,
    locate: ({ path, message, atKey }) => at(offsetOf(document.contents, path, atKey ?? false), message),
  };
}

function describeError(code: string, message: string): string {
  if (code === 'DUPLICATE_KEY') return 'the key is given twice';
  if (code === 'MULTIPLE_DOCS') return 'expected one document, got a second one after "---"';
  return `not valid YAML: ${message}`;
}

/** Where the value at `path` starts; of the nearest parent when the path ends in something absent. */
function offsetOf(root: Node | null, path: Path, atKey: boolean): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const [depth, key] of path.entries()) {
    const last = depth === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && String(item.key) === String(key));
      if (!pair) return offset;
      const keyOffset = rangeStart(pair.key);
      if (last && atKey) return keyOffset ?? offset;
      node = pair.value;
      offset = rangeStart(node) ?? keyOffset ?? offset;
    } else if (node !== null && typeof node === 'object' && 'items' in node && Array.isArray(node.items)) {
      node = node.items[Number(key)];
      offset = rangeStart(node) ?? offset;
    } else return offset;
  }
  return offset;
}

function rangeStart(node: unknown): number | undefined {
  if (node === null || typeof node !== 'object' || !('range' in node) || !Array.isArray(node.range))
    return undefined;
  const start: unknown = node.range[0];
  return typeof start === 'number' ? start : undefined;
}
