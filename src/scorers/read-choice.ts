import { bareLabel } from './bare-label.js';
import { type ChoiceQuestion, type CompiledChoice, compileChoice } from './choice-question.js';
import { bareAnswer, parseChoice } from './parse-choice.js';
import type { ParsedReply } from './parsed-reply.js';

/** Questions and replies that are held; all are forgotten when there are more. Few, so that those of a benchmark with
 *  tens of thousands of questions are forgotten while they are young, which costs the collector of garbage nothing. */
const MOST_QUESTIONS = 128;
const MOST_REPLIES = 4_096;
/** Longer replies are hardly ever given twice. */
const LONGEST_REPLY = 160;

interface KnownQuestion {
  compiled: CompiledChoice | null;
  replies: Map<string, ParsedReply<number>> | null;
}

let known = new Map<string, KnownQuestion>();
let heldReplies = 0;

/** What `parseChoice` gives, worked out once for equal replies to equal questions: a model says the same few things
 *  about the same few options millions of times. */
export function readChoice(reply: string, question: ChoiceQuestion): ParsedReply<number> {
  // Most replies are a label and nothing more, which needs no memory.
  const bare = bareLabel(reply, question.labels);
  if (bare !== -1) return bareAnswer(bare, reply, question);
  const entry = knownQuestion(question);
  entry.compiled ??= compileChoice(question);
  if (reply.length > LONGEST_REPLY) return parseChoice(reply, question, entry.compiled);
  entry.replies ??= new Map();
  let parsed = entry.replies.get(reply);
  if (parsed === undefined) {
    const own = copied(reply);
    parsed = parseChoice(own, question, entry.compiled);
    entry.replies.set(own, parsed);
    if (++heldReplies >= MOST_REPLIES) forgetAll();
  }
  return parsed;
}

function forgetAll(): void {
  // A new table: one that grows old and is cleared keeps all that it held alive until the next full collection.
  known = new Map();
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
    entry = { compiled: null, replies: null };
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
