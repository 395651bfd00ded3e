import { dropReasoning } from './drop-reasoning.js';

export interface NormalizedReply {
  /** Reasoning dropped, NFKC, control characters gone; quotes and fences kept, so JSON is still JSON. */
  readonly literal: string;
  /** Also without Markdown, quotes and fences; one line for each line that holds text, lists as `- `. */
  readonly text: string;
}

/** One line in which nothing is to be dropped or replaced: most short replies, so they need none of the patterns. */
const PLAIN = /^[A-Za-z0-9.,;:!?()]+(?:[ -][A-Za-z0-9.,;:!?()]+)*[ \n]*$/u;

/** Step 1 of every parser. Total on any string and linear in its length.
 *  @example normalizeReply('<think>hm</think> **“B”.**').text // 'B.' */
export function normalizeReply(reply: string): NormalizedReply {
  if (PLAIN.test(reply)) {
    const text = reply.trim();
    return { literal: text, text };
  }
  const literal = cleanCharacters(dropReasoning(reply)).trim();
  const lines: string[] = [];
  for (const line of plainMarks(literal).split('\n')) {
    const plain = plainLine(line);
    if (plain !== '') lines.push(plain);
  }
  return { literal, text: lines.join('\n') };
}

/** For comparing without regard to case; the argument is normalised text.
 *  @example foldText('The WOMAN') // 'the woman' */
export function foldText(text: string): string {
  return text.toLowerCase();
}

function cleanCharacters(text: string): string {
  // NFKC reorders a run of combining marks in quadratic time; UAX #15 (stream-safe text) allows 30.
  const bounded = text.replace(/(\p{M}{30})\p{M}+/gu, '$1').replace(/[¼-¾⅐-⅞]/gu, ' $&');
  return bounded
    .normalize('NFKC')
    .replace(/\r\n?|[\u2028\u2029]/gu, '\n')
    .replace(/\p{Cf}|\u20e3|\ufe0e|\ufe0f/gu, '')
    .replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, ' ')
    .replace(/[\u2018\u2019\u02bc\u2032\u00b4]/gu, "'")
    .replace(/[\u2010\u2011\u2212]/gu, '-')
    .replace(/\u27a1/gu, '→');
}

function plainMarks(text: string): string {
  return text
    .replace(/\\text(?:bf|rm|it)?\{([^{}\n]{0,200})\}/gu, '$1')
    .replace(/\$?\\boxed\{([^{}\n]{0,200})\}\$?/gu, '\nAnswer: $1\n')
    .replace(/<(?:answer|final_answer|final|choice)>/giu, '\nAnswer: ')
    .replace(/<\/(?:answer|final_answer|final|choice)>/giu, '\n')
    .replace(/<\/?(?:b|strong|i|em|u|p|br|span|code|mark|s|end_of_turn|eos)\s?\/?>/giu, ' ')
    .replace(/<\|[a-z0-9_]{1,30}\|>/giu, ' ');
}

function plainLine(line: string): string {
  const trimmed = line.trim();
  if (/^(?:```|~~~)[\w+-]{0,20}$/u.test(trimmed) || /^(?:-{3,}|\*{3,}|_{3,})$/u.test(trimmed)) return '';
  return trimmed
    .replace(/^(?:>\s?)+/u, '')
    .replace(/^#{1,6}\s/u, '')
    .replace(/^[*+•‣◦▪●]\s/u, '- ')
    .replace(/[*`"“”„‟«»‹›「」『』《》〈〉]|~~/gu, '')
    .replace(/(?<![\p{L}\p{N}])(?:_|')|(?:_|')(?![\p{L}\p{N}])/gu, '')
    .replace(/\p{Extended_Pictographic}/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}
