import { refusalInFolded } from './detect-refusal.js';
import { foldText, normalizeReply } from './normalize-reply.js';
import { answered, type ParsedReply, refused, unparsed } from './parsed-reply.js';
import { readJsonFields } from './read-json-fields.js';

export interface RatingScale {
  readonly low: number;
  readonly high: number;
}

const FIELDS = ['rating', 'score', 'answer', 'choice', 'label', 'option', 'decision'];
const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const NUMBER = `(?:-?\\d{1,12}(?:\\.\\d{1,12})?|\\b(?:${WORDS.join('|')})\\b)`;
const OVER = `(?: ?(?:\\/|⁄|out of|von|de|sur|su) ?(\\d{1,6}))?`;
const RANGE = `(?: ?(?:-|–|—|to|or|and|bis|a|à) ?${NUMBER})`;

/** "7", "7/10", "seven out of ten stars", and nothing else. */
const WHOLE = new RegExp(
  `^[(\\[]?(${NUMBER})${OVER.replace('(\\d{1,6})', '(\\d{1,6}|ten|five)')}(?: ?(?:stars?|points?|점|分|点))?[)\\]]?[.!。]?$`,
  'u',
);
const RANGE_WHOLE = new RegExp(`^${NUMBER}${RANGE}[.!]?$`, 'u');
const MARKED = new RegExp(
  `(?:\\b(?:rating|score|answer|grade|valoración|puntuación|nota|note|bewertung|punteggio|calificación)(?: (?:is|of|would be|es|est|ist|é|è|would be|it))?:? ?` +
    `|\\b(?:i'd|i would|i will|i'll|i) (?:give|rate|say|score|choose|go with|assign|pick)(?: (?:it|this|that|him|her|them|the \\w{1,20}|this \\w{1,20}))?(?: (?:as|at|with|around|about))?:? ?` +
    `|(?:평점|점수|답)(?:은|는|:)? ?|(?:评分|評分|分数|答案|評価)(?:是|为|は|:)? ?|(?:оценка|ответ)(?: -|:)? ?)` +
    `(?:an? )?(?:solid |strong |rating of |score of )?(?:[:=→-] )?(${NUMBER})(?![\\d%])(${RANGE})?${OVER}`,
  'gu',
);
/** The scale said again. Its numbers are no rating. */
const ECHO =
  /\b(?:on a |a |the )?(?:scale|range|rating)(?: (?:of|from|is))? ?\(?-?\d{1,6} ?(?:to|-|–|through|and) ?-?\d{1,6}\)?|\bfrom -?\d{1,6} to -?\d{1,6}(?= scale|,|:)|\(-?\d{1,6} ?(?:-|–|to) ?-?\d{1,6}\)|-?\d{1,6}(?:-|–| to )-?\d{1,6}(?: point)? scale|\(?\b-?\d{1,6} ?(?:(?:=|being|means) ?(?:the )?[a-z]{2,20}|is (?:the )?(?:worst|best|lowest|highest|least|most|strongly|not|very|extremely|completely))(?: [a-z]{1,20})?|(?<= )out of \d{1,6}(?= scale)/gu;
const ANY = new RegExp(
  `(?<![\\d.\\p{L}])(-?\\d{1,12}(?:\\.\\d{1,12})?)(?![\\d\\p{Script=Latin}])(%?)${OVER}`,
  'gu',
);

type Reading = ParsedReply<number>;

/** Reads one number on a scale. `out_of_scale` is a number beyond it, `other_scale` one of another scale (7/5, 70%),
 *  `multi` a range or two numbers without a marked one ("rating: 7").
 *  @example parseRating("On a scale of 1 to 10, I'd say 6", { low: 1, high: 10 }) // value 6, rule 'answer_is' */
export function parseRating(reply: string, scale: RatingScale): ParsedReply<number> {
  const { literal, text } = normalizeReply(reply);
  if (text === '') return unparsed('empty');
  const fields = readJsonFields(literal, FIELDS);
  if (fields === null) return parseText(text, scale);
  const readings = fields.map((field) => parseText(normalizeReply(field).text, scale));
  const values = new Set(
    readings.flatMap((reading) => (reading.outcome === 'answer' ? [reading.value] : [])),
  );
  const [value] = values;
  if (values.size > 1) return unparsed('multi');
  return value === undefined
    ? (readings[0] ?? unparsed('none'))
    : answered(value, 'json', fields.join(' | '));
}

function parseText(text: string, scale: RatingScale): Reading {
  const folded = foldText(text).replace(/(\d)\.0{1,6}(?!\d)/gu, '$1');
  if (folded === '') return unparsed('empty');
  if (folded.length < 60) {
    if (RANGE_WHOLE.test(folded)) return unparsed('multi');
    const whole = WHOLE.exec(folded);
    if (whole !== null) return onScale(whole[1], whole[2], scale, 'bare_number', text);
  }
  const plain = folded.replace(ECHO, ' ');
  let last: Reading | null = null;
  for (const match of plain.matchAll(MARKED)) {
    last =
      match[2] === undefined ? onScale(match[1], match[3], scale, 'answer_is', match[0]) : unparsed('multi');
  }
  return last ?? onlyNumber(plain, scale);
}

function onlyNumber(plain: string, scale: RatingScale): Reading {
  const found = new Map<string, Reading>();
  for (const [raw, number, percent, over] of plain.matchAll(ANY)) {
    found.set(
      Number(number).toString(),
      onScale(number, percent === '%' ? '100' : over, scale, 'only_number', raw),
    );
    if (found.size > 1) return unparsed('multi');
  }
  const [reading] = found.values();
  if (reading !== undefined) return reading;
  const refusal = refusalInFolded(plain, 'en');
  return refusal === null ? unparsed('none') : refused(refusal);
}

function onScale(
  number: string | undefined,
  over: string | undefined,
  scale: RatingScale,
  rule: string,
  raw: string,
): Reading {
  const value = numberOf(number);
  if (over !== undefined && numberOf(over) !== scale.high) return unparsed('other_scale');
  if (!Number.isFinite(value) || value < scale.low || value > scale.high) return unparsed('out_of_scale');
  return answered(value, rule, raw);
}

function numberOf(number: string | undefined): number {
  const word = WORDS.indexOf(number ?? '');
  return word === -1 ? Number(number) : word;
}
