import { bareLabel } from './bare-label.js';
import { type ChoiceQuestion, parseChoice } from './parse-choice.js';
import type { ParsedReply } from './parsed-reply.js';

/** Questions and replies that are held; all are forgotten when there are more. */
const MOST_QUESTIONS = 2_048;
const MOST_REPLIES = 8_192;
/** Longer replies are hardly ever given twice. */
const LONGEST_REPLY = 160;

interface KnownQuestion {
  readonly question: ChoiceQuestion;
  readonly replies: Map<string, ParsedReply<number>>;
}

const known = new Map<string, KnownQuestion>();
let heldReplies = 0;

/** What `parseChoice` gives, worked out once for equal replies to equal questions: a model says the same few things
 *  about the same few options millions of times. */
export function readChoice(reply: string, question: ChoiceQuestion): ParsedReply<number> {
  if (bareLabel(reply, question.labels) !== -1) return parseChoice(reply, question);
  const { question: first, replies } = knownQuestion(question);
  if (reply.length > LONGEST_REPLY) return parseChoice(reply, first);
  let parsed = replies.get(reply);
  if (parsed === undefined) {
    const own = copied(reply);
    parsed = parseChoice(own, first);
    replies.set(own, parsed);
    if (++heldReplies >= MOST_REPLIES) forgetAll();
  }
  return parsed;
}

function forgetAll(): void {
  known.clear();
  heldReplies = 0;
}

/** A reply is a part of a piece of its file, which it would keep alive for as long as it is held. */
function copied(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}

/** The first question equal to this one, which is compiled already. */
function knownQuestion(question: ChoiceQuestion): KnownQuestion {
  const key = nameQuestion(question);
  let entry = known.get(key);
  if (entry === undefined) {
    entry = { question, replies: new Map() };
    if (known.size >= MOST_QUESTIONS) forgetAll();
    known.set(key, entry);
  }
  return entry;
}

/** The same for equal questions only: lengths tell where each text ends. */
function nameQuestion({ labels, options, language }: ChoiceQuestion): string {
  let name = `${language.length}:${language}${labels.length}`;
  for (const label of labels) name += `:${label.length}:${label}`;
  for (const { text, unknown } of options) name += `${unknown ? '?' : '='}${text.length}:${text}`;
  return name;
}
