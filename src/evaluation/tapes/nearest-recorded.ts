import { distance } from 'fastest-levenshtein';
import { type Json, readCassette } from '../../records/cassette.js';

/** Characters of two texts that are compared, and of a difference that is shown. */
const COMPARED = 2_000;
const SHOWN = 60;
/** What a difference outside texts counts, in characters. */
const OTHER_DIFFERENCE = 10;
const MOST_SHOWN = 6;

/** The recorded request that is most like one that is not recorded, and in what they differ: for a message.
 *  @throws RecordError when the cassette cannot be read */
export async function nearestRecorded(asked: Json, path: string): Promise<string> {
  const wanted = leaves(asked);
  let nearest: { readonly differences: readonly string[]; readonly far: number } | null = null;
  for await (const { request } of readCassette(path)) {
    const recorded = leaves(request);
    let far = 0;
    const differences: string[] = [];
    for (const place of new Set([...wanted.keys(), ...recorded.keys()])) {
      const [before, now] = [recorded.get(place), wanted.get(place)];
      if (before === now) continue;
      far += farBetween(before, now);
      differences.push(`  ${place}: ${shown(before, now)}`);
      if (nearest !== null && far >= nearest.far) break;
    }
    if (nearest === null || far < nearest.far) nearest = { differences, far };
  }
  if (nearest === null) return 'it holds no request at all';
  const { differences } = nearest;
  const more = differences.length > MOST_SHOWN ? [`  and ${differences.length - MOST_SHOWN} more`] : [];
  return ['the nearest that is differs in', ...differences.slice(0, MOST_SHOWN), ...more].join('\n');
}

/** Every value of a request by its place, for example `messages.0.content`. */
function leaves(value: Json, place = '', into = new Map<string, string>()): Map<string, string> {
  if (typeof value !== 'object' || value === null) {
    into.set(place, JSON.stringify(value));
    return into;
  }
  for (const [name, part] of Object.entries(value))
    leaves(part, place === '' ? name : `${place}.${name}`, into);
  return into;
}

function farBetween(before: string | undefined, now: string | undefined): number {
  if (!before?.startsWith('"') || !now?.startsWith('"')) return OTHER_DIFFERENCE;
  return distance(before.slice(0, COMPARED), now.slice(0, COMPARED));
}

/** Two values, long ones around the first place where they differ. */
function shown(before = 'nothing', now = 'nothing'): string {
  let start = 0;
  while (start < before.length && before[start] === now[start]) start++;
  const from = before.length <= SHOWN && now.length <= SHOWN ? 0 : Math.max(0, start - SHOWN / 3);
  const cut = (text: string) =>
    `${from > 0 ? '…' : ''}${text.slice(from, from + SHOWN)}${text.length > from + SHOWN ? '…' : ''}`;
  return `recorded ${cut(before)}, asked ${cut(now)}`;
}
