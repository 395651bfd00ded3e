const EDGE = new Set(' \t\r\n*_`"\'()[]{}.:!。'.split('').map((c) => c.charCodeAt(0)));

/** Index of the label that a reply consists of but for brackets, marks and spaces around it; -1 when it is more.
 *  Runs on raw replies before anything is normalised, since most replies to a choice are just this.
 *  Case counts, except when the reply is a single character.
 *  @example bareLabel(' **(b).**', ['A', 'B']) // 1 */
export function bareLabel(reply: string, labels: readonly string[]): number {
  let start = 0;
  let end = reply.length;
  while (start < end && EDGE.has(reply.charCodeAt(start))) start++;
  while (end > start && EDGE.has(reply.charCodeAt(end - 1))) end--;
  if (start === end || end - start > 32) return -1;
  const core = reply.slice(start, end);
  const exact = labels.indexOf(core);
  if (exact !== -1 || core.length !== 1) return exact;
  const folded = core.toLowerCase();
  const matches = labels.flatMap((label, index) => (label.toLowerCase() === folded ? [index] : []));
  return matches.length === 1 ? (matches[0] ?? -1) : -1;
}
