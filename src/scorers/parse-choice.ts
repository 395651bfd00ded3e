import { answerSlots, isSupposed } from './answer-markers.js';
import { bareLabel } from './bare-label.js';
import { type ChoiceQuestion, type CompiledChoice, compileChoice } from './choice-question.js';
import { refusalInFolded } from './detect-refusal.js';
import { dropEnding } from './drop-ending.js';
import { judgeMention } from './judge-mention.js';
import { listedLabels, namesOther, namesSeveral, takesBack } from './label-mentions.js';
import { foldText, normalizeReply } from './normalize-reply.js';
import { answered, type ParsedReply, refused, unparsed } from './parsed-reply.js';
import { readAnswerSlot, type SlotReading } from './read-answer-slot.js';
import { readChoiceMention } from './read-choice-mention.js';
import { readJsonFields } from './read-json-fields.js';
import { readWholeOption } from './read-whole-option.js';
import { findUnknown, isUnknownAnswer } from './unknown-phrases.js';

export type { ChoiceQuestion } from './choice-question.js';

const FIELDS = ['answer', 'choice', 'label', 'option', 'decision', 'selection'];

/** Far more than a real reply has; keeps a hostile one linear. */
const MOST_SLOTS = 200;

/** Reads which option a reply chose: its index in presented order. Rules and their order: methods, B0.
 *  `unparsed` carries why: `empty`, `multi` (two options by one rule), `conflict` (label against text),
 *  `no_unknown_option`, `negated` (options were only denied), `none`.
 *  @param choice the question compiled, where it is kept for many replies
 *  @example parseChoice('The answer is B) the woman', question) // value 1, rule 'answer_is' */
export function parseChoice(
  reply: string,
  question: ChoiceQuestion,
  choice: CompiledChoice = compileChoice(question),
): ParsedReply<number> {
  const bare = bareLabel(reply, question.labels);
  if (bare !== -1) return bareAnswer(bare, reply, question);
  const { literal, text } = normalizeReply(reply);
  if (text === '') return unparsed('empty');
  const fields = readJsonFields(literal, FIELDS);
  if (fields !== null) return parseFields(fields, text, question, choice);
  return parseText(text, question, choice);
}

/** A label that is also the text of another option says nothing. */
export function bareAnswer(index: number, reply: string, question: ChoiceQuestion): ParsedReply<number> {
  const label = question.labels[index];
  if (index >= question.options.length) return unparsed('none');
  const clash = question.options.some((option, other) => other !== index && option.text === label);
  return clash ? unparsed('conflict') : answered(index, 'bare_label', reply);
}

function parseFields(
  fields: readonly string[],
  text: string,
  question: ChoiceQuestion,
  choice: CompiledChoice,
): ParsedReply<number> {
  const readings = fields.map((field) => parseText(normalizeReply(field).text, question, choice));
  const values = new Set(
    readings.flatMap((reading) => (reading.outcome === 'answer' ? [reading.value] : [])),
  );
  const [value] = values;
  const rules = new Set(readings.flatMap((reading) => (reading.outcome === 'answer' ? [reading.rule] : [])));
  if (values.size > 1) return unparsed(rules.size > 1 ? 'conflict' : 'multi');
  if (value !== undefined) return answered(value, 'json', fields.join(' | '));
  return readings[0] ?? parseText(text, question, choice);
}

function parseText(text: string, question: ChoiceQuestion, choice: CompiledChoice): ParsedReply<number> {
  if (text === '') return unparsed('empty');
  const bare = text.length > 60 ? -1 : bareLabel(dropEnding(text), question.labels);
  if (bare !== -1) return bareAnswer(bare, text, question);
  const leading = readLeading(text, choice);
  const marked = readMarked(text, choice);
  if (leading !== null) return fromSlot(leading, marked, text, choice);
  if (marked !== null) return slotResult(marked, 'answer_is', text);
  const folded = foldText(text);
  const whole = readWholeOption(folded, choice);
  if (whole !== null) return whole;
  if (namesSeveral(text, choice)) return unparsed('multi');
  if (isUnknownAnswer(folded, choice.language)) return unknownAnswer(text, choice);
  const unknown = findUnknown(folded, choice.language);
  const mention = readChoiceMention(folded, choice, unknown);
  if (mention !== null && mention !== 'negated') return mention;
  if (unknown.length > 0) {
    return namesOther(text, choice, choice.unknownIndex) ? unparsed('conflict') : unknownAnswer(text, choice);
  }
  const refusal = refusalInFolded(folded, choice.language);
  if (refusal !== null) return refused(refusal);
  return unparsed(mention === 'negated' ? 'negated' : 'none');
}

function unknownAnswer(text: string, choice: CompiledChoice): ParsedReply<number> {
  if (choice.unknownIndex === null) return unparsed('no_unknown_option');
  return answered(choice.unknownIndex, 'unknown_phrase', text);
}

/** A label at the start. Labels that start several lines are the options repeated, or weighed one by one. */
function readLeading(text: string, choice: CompiledChoice): SlotReading {
  const start = text.startsWith('- ') ? 2 : 0;
  return listedLabels(text, choice) > 1 ? null : readAnswerSlot(text, start, choice, 'start');
}

/** The last place that announces an answer and holds one. */
function readMarked(text: string, choice: CompiledChoice): SlotReading {
  for (const slot of answerSlots(text).slice(-MOST_SLOTS).reverse()) {
    const reading = readAnswerSlot(text, slot, choice, 'marked');
    if (reading !== null && !isSupposed(text, slot)) return reading;
  }
  const verdicts = new Set<number>();
  for (const match of text.matchAll(choice.verdict)) {
    const end = match.index + match[0].length;
    if (judgeMention(foldText(text), match.index, end, choice.language) === 'asserted') {
      verdicts.add(choice.labels.indexOf(match[1] ?? ''));
    }
  }
  const [verdict] = verdicts;
  return verdicts.size > 1 ? 'multi' : (verdict ?? null);
}

function fromSlot(
  leading: NonNullable<SlotReading>,
  marked: SlotReading,
  text: string,
  choice: CompiledChoice,
): ParsedReply<number> {
  if (marked === 'multi') return unparsed(marked);
  if (typeof leading === 'number' && takesBack(text, choice, leading)) return unparsed('conflict');
  const disagree = typeof marked === 'number' && typeof leading === 'number' && marked !== leading;
  return slotResult(disagree ? 'conflict' : leading, 'leading_label', text);
}

function slotResult(reading: NonNullable<SlotReading>, rule: string, text: string): ParsedReply<number> {
  return typeof reading === 'number' ? answered(reading, rule, text) : unparsed(reading);
}
