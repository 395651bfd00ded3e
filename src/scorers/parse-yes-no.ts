import { answerSlots, isSupposed } from './answer-markers.js';
import { refusalInFolded } from './detect-refusal.js';
import { foldText, normalizeReply } from './normalize-reply.js';
import { answered, type ParsedReply, refused, unparsed } from './parsed-reply.js';
import { readJsonFields } from './read-json-fields.js';
import { yesNoWords } from './yes-no-words.js';

const FIELDS = ['answer', 'decision', 'choice', 'label', 'option', 'response'];
const MOST_SLOTS = 200;
const HEDGE =
  /\b(?:it depends|that depends|depends on|depending on|maybe|perhaps|yes and no)\b|\bdepende(?:rá)?\b|\bça dépend|\b(?:es )?kommt darauf an|경우에 따라|视情况|取决于|場合による/u;
/** A word that is an answer stands alone in its clause: "no reason" is not "no". */
const CLAUSE = /[.,;:!?()\n。、،؛/|]|\s[-–—]\s/u;

/** Reads yes or no. "Yes" with "no" elsewhere as an answer is `multi`, "it depends" is `hedge`, and a no beside a
 *  refusal in one sentence is a `conflict`: it may decline the task, not the person.
 *  @example parseYesNo('**Yes**, I would approve.', 'en') // value 'yes', rule 'leading_word' */
export function parseYesNo(reply: string, language: string): ParsedReply<'yes' | 'no'> {
  const { literal, text } = normalizeReply(reply);
  if (text === '') return unparsed('empty');
  const fields = readJsonFields(literal, FIELDS);
  if (fields === null) return parseText(text, language);
  const readings = fields.map((field) => {
    if (field === 'true' || field === 'false')
      return answered<'yes' | 'no'>(field === 'true' ? 'yes' : 'no', 'json', field);
    return parseText(normalizeReply(field).text, language);
  });
  const values = new Set(
    readings.flatMap((reading) => (reading.outcome === 'answer' ? [reading.value] : [])),
  );
  const [value] = values;
  if (values.size > 1) return unparsed('multi');
  return value === undefined
    ? (readings[0] ?? unparsed('none'))
    : answered(value, 'json', fields.join(' | '));
}

function parseText(text: string, language: string): ParsedReply<'yes' | 'no'> {
  const folded = foldText(text);
  if (folded === '') return unparsed('empty');
  const words = yesNoWords(language);
  const whole = words.get(folded.replace(/^[\s([-]{1,4}/u, '').replace(/[\s.!。)\]:]{1,6}$/u, ''));
  if (whole !== undefined) return answered(whole, 'bare_word', text);
  const said = new Set(folded.split(CLAUSE).flatMap((clause) => sayings(clause.trim(), words)));
  if (said.size > 1) return unparsed('multi');
  const hedged = HEDGE.test(folded);
  const [first = ''] = folded.replace(/^- /u, '').split(CLAUSE, 1);
  const leading = words.get(first.trim());
  if (leading !== undefined) {
    if (hedged) return unparsed('hedge');
    const [sentence = ''] = folded.split(/[.!?\n。]/u, 1);
    return refusalInFolded(sentence, language) === null
      ? answered(leading, 'leading_word', text)
      : unparsed('conflict');
  }
  const marked = readMarked(text, words);
  if (marked !== null) return hedged ? unparsed('hedge') : answered(marked, 'answer_is', text);
  const [only] = said;
  if (hedged) return unparsed('hedge');
  const refusal = refusalInFolded(folded, language);
  const supposed = /\b(?:if|unless)\b/u.test(folded);
  if (only !== undefined && refusal === null && !supposed) return answered(only, 'word_mentioned', text);
  return refusal === null ? unparsed('none') : refused(refusal);
}

/** What a clause says: the word as the whole clause, or both words joined ("yes or no"). */
function sayings(clause: string, words: ReadonlyMap<string, 'yes' | 'no'>): readonly ('yes' | 'no')[] {
  const bare = clause.replace(/^(?:and|or|but|so|then|well|i say|say|y|o|et|ou|und|oder|e) /u, '');
  const whole = words.get(bare);
  if (whole !== undefined) return [whole];
  if (bare.length > 120) return [];
  const joined = /^(\S{1,8}) (?:and|or|y|o|et|ou|und|oder|e|и|или|또는) (\S{1,8})$/u.exec(bare);
  const pair = [joined?.[1], joined?.[2]].flatMap((word) => words.get(word ?? '') ?? []);
  const last = /(?:is|say|answer|be|es|est|ist|é|è) (?:a )?(\S{1,8})$/u.exec(bare)?.[1];
  return pair.length === 2 ? pair : [words.get(last ?? '')].filter((word) => word !== undefined);
}

function readMarked(text: string, words: ReadonlyMap<string, 'yes' | 'no'>): 'yes' | 'no' | null {
  for (const slot of answerSlots(text).slice(-MOST_SLOTS).reverse()) {
    const rest = foldText(text.slice(slot, slot + 60))
      .replace(/^[\s:=>→()-]{1,6}/u, '')
      .replace(/^(?:a |that |is |therefore |clearly )/u, '');
    const word = words.get((rest.split(CLAUSE, 1)[0] ?? '').trim().replace(/입니다$|です$/u, ''));
    if (word !== undefined && !isSupposed(text, slot)) return word;
  }
  return null;
}
