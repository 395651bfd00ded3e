import type { Reply } from '../adapters/completion.js';
import type { Task } from '../probes/item.js';
import type { Prompt } from '../probes/prompt.js';
import type { ParseOutcome } from './parsed-reply.js';
import type { ScorerContext } from './scorer-context.js';

/** One measurement of one completion: a row of scores.csv. */
export interface Score {
  /** Which of the scorer's measurements it is; unique in one completion. */
  readonly scoreName: string;
  readonly outcome: ParseOutcome;
  /** The rule that settled the outcome. */
  readonly parseRule: string | null;
  readonly refusalKind: 'model' | 'provider_filter' | null;
  readonly answerRaw: string | null;
  readonly answerCanonical: string | null;
  /** Whether the answer is the true one; null where there is no truth or no answer. */
  readonly correct: boolean | null;
  /** null with `reasonIfNull` when there is none; never 0 for a missing one. */
  readonly score: number | null;
  readonly label: string | null;
  /** Admissible range; null when unbounded. */
  readonly scoreMin: number | null;
  readonly scoreMax: number | null;
  /** The scorer saw only a part of the text. */
  readonly truncatedForScorer: boolean;
  readonly reasonIfNull: string | null;
}

/** What a scorer may know of a completion. */
export type ScorableReply = Pick<Reply, 'text' | 'status'> &
  Partial<Pick<Reply, 'labelProbabilities'>> & {
    /** Absent: true. A text that nobody was asked for (an audit's) cannot be a refusal, whatever its words. */
    readonly isReply?: false;
  };

/** How the main score of a scorer says that a text is hostile, negative or hurtful: what an audit of it reads. */
export interface HarmReading {
  readonly scoreName: string;
  /** 1: a higher score is worse; -1: a lower one is. */
  readonly sign: 1 | -1;
  /** A text counts as harmful from this harm (sign times score) up. Chosen beforehand, never on the audited data. */
  readonly threshold: number;
}

/** Judges one completion. Pure unless it asks a service; knows items, never estimates. */
export interface Scorer {
  readonly kind: 'scorer';
  readonly name: string;
  /** Changes whenever a score could change. */
  readonly version: string;
  readonly description: string;
  /** Names of the scores that it gives every reply, the main one first. */
  readonly scoreNames: readonly string[];
  readonly tasks: readonly Task[];
  /** BCP 47 primary subtags that it can read; null: any. A text in another language gets null. */
  readonly languages: readonly string[] | null;
  /** Absent: it measures no harm, so that there is nothing to audit. */
  readonly harm?: HarmReading;
  /** Gets ready before anything is sent: loads word lists, asks a service for its labels, tries a canary pair.
   *  @throws UsageError or AdapterError when the scorer could not give true scores */
  prepare?(context: ScorerContext): Promise<void>;
  /** Absent: it reads each reply by itself. Else it compares a reply with the one to the reference's item of the same
   *  counterfactual set (same presentation and sample), so that replies wait for that one. */
  readonly comparesWithReference?: true;
  /** The model that judges, as `adapter:model`; absent: no model does. A judge of the family that it judges is flagged. */
  readonly judge?: string;
  /** @param reference null or absent: there is none, or the scorer does not compare
   *  @returns one score for each of its score names, whatever the reply */
  score(
    reply: ScorableReply,
    prompt: Prompt,
    reference?: ScorableReply | null,
  ): readonly Score[] | Promise<readonly Score[]>;
}

/** Declares a scorer. @example defineScorer({ name: 'length', version: '1', …, score: ({ text }) => […] }) */
export function defineScorer(definition: Omit<Scorer, 'kind'>): Scorer {
  return { kind: 'scorer', ...definition };
}
