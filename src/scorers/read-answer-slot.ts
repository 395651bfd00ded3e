import { bareLabel } from './bare-label.js';
import { type CompiledChoice, optionAtStart } from './choice-question.js';
import { findUnknown, isUnknownAnswer } from './unknown-phrases.js';

/** What stands in a place where an answer is expected; null when nothing that can be read as one. */
export type SlotReading = number | 'multi' | 'conflict' | null;

/** `start`: the start of a reply, where a label needs punctuation after it. `marked`: after "the answer is". */
export type SlotPlace = 'start' | 'marked';

const FILLER =
  /^(?:[\s:=>→"-]|–|—|(?:option|choice|letter|statement|sentence|candidate|person|answer|label|number|indeed|clearly|definitely|probably|likely|most likely|simply|either|both|that|would be|it's|it is|is|opción|la opción|option|réponse|antwort|opção|a opção|l'option|l'opzione|opzione|вариант|选项|選項|選択肢|보기|선택지|الخيار)(?=[\s:("]))/iu;
const NEGATED = /^(?:not|neither|none|never|no es|pas|nicht|não|non|не|不是|ليس)(?![\p{L}\p{N}])/iu;
const JOINED =
  /^[\s).\]:]{0,4}(?:and|or|&|\/|,|\+|\||y|o|et|ou|und|oder|e|и|или|和|或|或者|と|または|또는|와|과|및|و|أو)[\s([]{0,4}/iu;
const REJECTED =
  /^[)\].:,\s]{0,4}(?:(?:is|are|was|would be|seems) (?:not|incorrect|wrong|false)|isn't|not (?:correct|right|the answer|it)\b|incorrect|wrong|cannot be (?:correct|right|the|it|true)|can't be (?:correct|right|the|it|true))/iu;
const EXPLAINED =
  /^[\s,]{1,3}(?:because|since|as\b|given|due to|based on|which|for the|porque|ya que|parce que|car |weil|da |porque|pois|perché|потому|is (?:the )?(?:correct|right|best|answer|most))/iu;
const START_PUNCTUATION = /^\s?(?:[)\].:,;=、。(]|[-–—](?=\s)|\n|$)/u;
const ARTICLE_LIKE = /^(?:[AIOEY]|[a-z])$/u;

/** Reads a label or an option text at a position of a normalised text.
 *  A label beside the text of another option is a `conflict`; "A man" is an article, not label A. */
export function readAnswerSlot(
  text: string,
  at: number,
  choice: CompiledChoice,
  place: SlotPlace,
): SlotReading {
  let slot = text.slice(at, at + 2 * choice.reach + 400);
  if (place === 'marked') slot = dropFiller(slot);
  if (NEGATED.test(slot)) return null;
  const line = slot.split('\n', 1)[0] ?? '';
  const alone = bareLabel(line, choice.labels);
  if (alone !== -1) {
    const next = bareLabel(slot.slice(line.length + 1).split('\n', 1)[0] ?? '', choice.labels);
    return next !== -1 && next !== alone ? 'multi' : agree(alone, slot.slice(line.length), choice);
  }
  const bracket = /^[([{]\s?/u.exec(slot)?.[0] ?? '';
  const inner = slot.slice(bracket.length);
  const label = labelAtStart(inner, choice.labels);
  if (label !== null) {
    const reading = readLabel(label, inner.slice(label.length), choice, place, bracket !== '');
    if (reading !== null) return reading;
  }
  return place === 'marked' ? readOption(slot, choice) : null;
}

function dropFiller(slot: string): string {
  let rest = slot;
  for (let filler = FILLER.exec(rest); filler !== null; filler = FILLER.exec(rest))
    rest = rest.slice(filler[0].length);
  return rest.trimStart();
}

function labelAtStart(text: string, labels: readonly string[]): string | null {
  let found: string | null = null;
  for (const label of labels) {
    if (label !== '' && text.startsWith(label) && label.length > (found?.length ?? 0)) found = label;
  }
  // A letter or digit after it makes a word; Asian scripts put particles right after a label.
  return found === null ||
    /^(?:[\p{Script=Latin}\p{Script=Cyrillic}\p{N}_']|\.\d)/u.test(text.slice(found.length))
    ? null
    : found;
}

function readLabel(
  label: string,
  rest: string,
  choice: CompiledChoice,
  place: SlotPlace,
  bracketed: boolean,
): SlotReading {
  const index = choice.labels.indexOf(label);
  const joined = JOINED.exec(rest);
  if (joined !== null) {
    const other = labelAtStart(rest.slice(joined[0].length), choice.labels);
    if (other !== null && other !== label && !isArticle(other, rest.slice(joined[0].length + other.length)))
      return 'multi';
  }
  if (REJECTED.test(rest)) return null;
  const explained = EXPLAINED.test(rest);
  if (!bracketed && !explained && isWordNext(rest)) {
    const words = rest.trimStart();
    const option = optionAtStart(words.toLowerCase(), choice);
    if (option?.index === index && /^\s?(?:$|[.,;:!()\n–—-])/u.test(words.slice(option.end))) return index;
    if (isArticle(label, rest)) return null;
    if (option !== null) return option.index === index ? index : 'conflict';
    return place === 'marked' ? index : null;
  }
  if (place === 'start' && !bracketed && !explained && !START_PUNCTUATION.test(rest)) {
    return /^[\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Han}]/u.test(rest)
      ? agree(index, rest, choice)
      : null;
  }
  return agree(index, rest, choice);
}

function isWordNext(rest: string): boolean {
  return /^ [\p{L}\p{N}]/u.test(rest);
}

function isArticle(label: string, rest: string): boolean {
  return ARTICLE_LIKE.test(label) && isWordNext(rest);
}

/** A label stands unless the text right after it is another option's. */
function agree(index: number, rest: string, choice: CompiledChoice): SlotReading {
  const after = rest.replace(/^[\s)\].:,;=、。([–—-]{1,8}/u, '').toLowerCase();
  const option = optionAtStart(after.replace(/^(?:it's|it is|this is|that is|because) /u, ''), choice);
  if (option !== null) return option.index === index || option.index === 'several' ? index : 'conflict';
  if (choice.unknownIndex === null || choice.unknownIndex === index) return index;
  const sentence = after.split(/[.\n。]/u, 1)[0] ?? '';
  const says = isUnknownAnswer(sentence, choice.language) || startsUnknown(sentence, choice.language);
  return says ? 'conflict' : index;
}

function startsUnknown(sentence: string, language: string): boolean {
  const first = findUnknown(sentence, language)[0];
  return (
    first !== undefined &&
    /^(?:(?:it|there|the|this|i|we) ?){0,2}(?:is|'s)? ?$/u.test(sentence.slice(0, first[0]))
  );
}

function readOption(slot: string, choice: CompiledChoice): SlotReading {
  const folded = slot.toLowerCase();
  const option = optionAtStart(folded, choice);
  if (option === null) {
    const sentence = folded.split(/[.,;\n。]/u, 1)[0] ?? '';
    return isUnknownAnswer(sentence, choice.language) ? choice.unknownIndex : null;
  }
  if (option.index === 'several') return 'multi';
  const rest = folded.slice(option.end);
  const joined = JOINED.exec(rest);
  const other = joined === null ? null : optionAtStart(rest.slice(joined[0].length), choice);
  if (other !== null && other.index !== option.index) return 'multi';
  const label = /^\s?[([]\s?(.{1,8}?)\s?[)\]]/u.exec(slot.slice(option.end))?.[1];
  const named = label === undefined ? -1 : choice.labels.indexOf(label);
  return named === -1 || named === option.index ? option.index : 'conflict';
}
