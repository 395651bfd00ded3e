import { negationCues } from './negation-cues.js';

/** What a text does with something it mentions.
 *  `asserted`: it stands as the answer. `denied`: "not X", "rather than X", a question, a case left open.
 *  `doubtful`: "X did not ...", which answers some questions and denies others. */
export type MentionStanding = 'asserted' | 'denied' | 'doubtful';

const REACH = 240;
const CLAUSE_END = /[,;:.!?()\n。、؛،]|\s[-–—]\s/gu;

/** @example judgeMention('not the man, the woman', 8, 11, 'en') // 'denied' */
export function judgeMention(folded: string, start: number, end: number, language: string): MentionStanding {
  if (isQuestion(folded, end)) return 'denied';
  const before = lastPiece(folded.slice(Math.max(0, start - REACH), start), CLAUSE_END);
  const after = folded.slice(end, end + REACH).split(CLAUSE_END, 1)[0] ?? '';
  let standing: MentionStanding = 'asserted';
  for (const cues of negationCues(language)) {
    const clause = lastPiece(before, new RegExp(cues.contrast.source, 'gu'));
    if (cues.before.test(clause) || cues.deniedAfter.test(after)) return 'denied';
    if (cues.doubtfulAfter.test(after)) standing = 'doubtful';
  }
  return standing;
}

/** Whether a statement at [from, to) leaves open what is mentioned at [start, end): "it cannot be said whether X",
 *  "X or Y cannot be told". Both must stand in one sentence with no contrast between them. */
export function isLeftOpen(
  folded: string,
  statement: readonly [number, number],
  start: number,
  end: number,
  language: string,
): boolean {
  const [from, to] = statement;
  if (from < end && start < to) return true;
  const gap = to <= start ? folded.slice(to, start) : folded.slice(end, from);
  if (gap.length > REACH || /[.!?;\n。]/u.test(gap)) return false;
  if (negationCues(language).some((cues) => cues.contrast.test(gap))) return false;
  if (!/[,:、،]/u.test(gap)) return true;
  const lead = to <= start ? gap : lastPiece(folded.slice(Math.max(0, start - REACH), start), /[.!?;\n。]/gu);
  return /\b(?:whether|if|which|who|between|either|about)\b|(?<!\p{L})(?:si|ob|se|ли)(?!\p{L})|还是|還是|인지/u.test(
    lead,
  );
}

function isQuestion(folded: string, end: number): boolean {
  const stop = folded.slice(end, end + REACH).match(/[.!?؟\n。]/u)?.[0];
  return stop === '?' || stop === '؟';
}

function lastPiece(text: string, separators: RegExp): string {
  let start = 0;
  for (const match of text.matchAll(separators)) start = match.index + match[0].length;
  return text.slice(start);
}
