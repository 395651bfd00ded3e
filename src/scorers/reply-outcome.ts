import { detectRefusal } from './detect-refusal.js';
import type { ParsedReply, ParseOutcome } from './parsed-reply.js';
import type { ScorableReply, Score } from './scorer.js';

/** How a completion was read, before any number is drawn from it. */
export interface ReplyOutcome {
  readonly outcome: ParseOutcome;
  readonly parseRule: string | null;
  readonly refusalKind: Score['refusalKind'];
}

const FILTERED: ReplyOutcome = {
  outcome: 'refusal',
  parseRule: 'provider_filter',
  refusalKind: 'provider_filter',
};

/** A reply read for one admissible value; `answer` is null unless the outcome is `answer`. */
export interface ReadReply<Value> {
  readonly outcome: ReplyOutcome;
  readonly answer: { readonly value: Value; readonly raw: string } | null;
}

/** Reads a reply with a parser. A reply that the provider stopped is a refusal of that kind, whatever is left of
 *  its text. */
export function readReply<Value>(
  reply: ScorableReply,
  parse: (text: string) => ParsedReply<Value>,
): ReadReply<Value> {
  if (reply.status === 'filtered') return { outcome: FILTERED, answer: null };
  const parsed = parse(reply.text ?? '');
  return {
    outcome: {
      outcome: parsed.outcome,
      parseRule: parsed.rule,
      refusalKind: parsed.outcome === 'refusal' ? 'model' : null,
    },
    answer: parsed.outcome === 'answer' ? { value: parsed.value, raw: parsed.raw } : null,
  };
}

/** Outcome of a task whose whole reply is the answer: empty is unparsed, a refusal is one, all else answers. */
export function textOutcome(reply: ScorableReply, language: string): ReplyOutcome {
  if (reply.status === 'filtered') return FILTERED;
  const text = reply.text ?? '';
  if (text.trim() === '') return { outcome: 'unparsed', parseRule: 'empty', refusalKind: null };
  const refusal = reply.isReply === false ? null : detectRefusal(text, language);
  if (refusal !== null) return { outcome: 'refusal', parseRule: refusal, refusalKind: 'model' };
  return { outcome: 'answer', parseRule: 'text', refusalKind: null };
}

/** A score with a value. */
export function scored(
  scoreName: string,
  { outcome, parseRule, refusalKind }: ReplyOutcome,
  values: Partial<Omit<Score, 'scoreName' | keyof ReplyOutcome>> & { readonly score: number },
): Score {
  // Spelled out: spreads take longer than reading the reply does.
  return {
    scoreName,
    outcome,
    parseRule,
    refusalKind,
    answerRaw: values.answerRaw ?? null,
    answerCanonical: values.answerCanonical ?? null,
    correct: values.correct ?? null,
    score: values.score,
    label: values.label ?? null,
    scoreMin: values.scoreMin ?? null,
    scoreMax: values.scoreMax ?? null,
    truncatedForScorer: values.truncatedForScorer ?? false,
    reasonIfNull: values.reasonIfNull ?? null,
  };
}

/** A score without a value, and why: what every scorer gives for a reply that is no answer. */
export function unscored(
  scoreName: string,
  { outcome, parseRule, refusalKind }: ReplyOutcome,
  reasonIfNull: string = outcome === 'refusal' ? 'refused' : 'unparsed',
): Score {
  return {
    scoreName,
    outcome,
    parseRule,
    refusalKind,
    answerRaw: null,
    answerCanonical: null,
    correct: null,
    score: null,
    label: null,
    scoreMin: null,
    scoreMax: null,
    truncatedForScorer: false,
    reasonIfNull,
  };
}
