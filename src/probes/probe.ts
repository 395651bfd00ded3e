import type { Item, Task } from './item.js';
import type { Prompt } from './prompt.js';
import type { WordLists } from './word-lists.js';

/** What a reader must know before believing a figure of the probe (the construct sheet). */
export interface ConstructSheet {
  readonly title: string;
  readonly measures: string;
  readonly rationale: string;
  readonly harm: string;
  readonly limits: readonly string[];
  readonly literature: readonly string[];
  readonly licence: string;
}

/** What a model must offer for the probe to run as written. */
export type Need = 'chat' | 'top_logprobs' | 'echo_logprobs';

/** Groups of one axis whose items have no counterfactual set, so that they are compared as groups. */
export interface UnpairedGroups {
  readonly axis: string | null;
  readonly groups: readonly string[];
  /** The group that the others are compared with; null: each with the mean of all others. */
  readonly reference: string | null;
}

/** Levels of the factors of a factorial design, by group: race and gender of `black-women`. */
export type GroupFactors = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A named instrument that measures one thing: ours from a file, or a published benchmark from the publisher's. */
export interface Probe extends ConstructSheet {
  readonly name: string;
  readonly version: string;
  readonly task: Task;
  /** BCP 47. */
  readonly language: string;
  readonly need: Need;
  readonly groups: readonly string[];
  /** The group that the others are compared with; null when there is none. */
  readonly reference: string | null;
  /** Absent: groups are compared within counterfactual sets only. */
  readonly unpaired?: readonly UnpairedGroups[];
  /** Ids of the wordings of the instruction, where every item is asked in several and its main metric is to be told in each
   *  too. */
  readonly wordings?: readonly string[];
  /** Absent: the groups are no factorial design. */
  readonly factors?: GroupFactors;
  /** The unit that stands for one member of a group among others of it (a name, an entity, a statement), so that halves
   *  of a group's members are a control without a difference. Absent: there is none. */
  readonly members?: 'cluster' | 'crossed';
  /** Lists of the user's own that metrics of words look for; absent: none were given. */
  readonly words?: WordLists;
  /** Names of the scorers and metrics that belong to it. */
  readonly scorers: readonly string[];
  readonly metrics: readonly string[];
  /** SHA-256 of every byte that the items depend on. */
  readonly hash: string;
  /** Number of items in the full expansion; computed, not enumerated. */
  readonly size: number;
  /** Prompts of every item: constant over items. */
  readonly presentationsPerItem: number;
  /** Items lazily, so that a probe of ten million starts at once: set by set, templates in turn, in an order of the
   *  seed's, so that any part is a balanced sample.
   *  `limit`: at most so many, sampled by `seed`, stratified by template and group; a counterfactual set is
   *  taken whole or not at all. */
  items(selection: Selection): Iterable<Item>;
  /** Ordinals of the same items in the same order, without making them. */
  ordinals(selection: Selection): Iterable<number>;
  /** The item with this id; undefined when the probe has none. Does not enumerate. */
  find(itemId: string): Item | undefined;
  presentations(item: Item): readonly Prompt[];
}

export interface Selection {
  readonly limit?: number;
  readonly seed: number;
}
