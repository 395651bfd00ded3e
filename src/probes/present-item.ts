import type { Item } from './item.js';
import type { Message, Prompt } from './prompt.js';

/** How every item of a probe is shown: the cross product of option orders, label sets and instruction wordings. */
export interface PresentationPlan {
  /** Or the orders themselves, as lists of option indices, where an option keeps its place. */
  readonly orders: 'all' | 'rotations' | 'as_written' | readonly (readonly number[])[];
  readonly labels: readonly (readonly string[])[];
  readonly instructions: readonly {
    readonly id: string;
    readonly render: (item: Item, labels: readonly string[]) => string;
  }[];
  readonly system: string | null;
}

/** Another way of showing items than a plan: how many prompts each gets, and which. */
export interface Presenter {
  readonly perItem: number;
  present(item: Item): readonly Prompt[];
}

/** Option orders as lists of option indices. @example optionOrders('rotations', 3) // [[0,1,2],[1,2,0],[2,0,1]] */
export function optionOrders(
  orders: PresentationPlan['orders'],
  options: number,
): readonly (readonly number[])[] {
  if (typeof orders !== 'string') return orders;
  const asWritten = Array.from({ length: options }, (_, index) => index);
  if (orders === 'as_written' || options === 0) return [asWritten];
  if (orders === 'rotations') {
    return asWritten.map((shift) => asWritten.map((index) => (index + shift) % options));
  }
  // The same few for every item of a probe.
  const known = allOrders.get(options) ?? permutations(asWritten);
  allOrders.set(options, known);
  return known;
}

const allOrders = new Map<number, readonly (readonly number[])[]>();

function permutations(values: readonly number[]): number[][] {
  if (values.length <= 1) return [[...values]];
  return values.flatMap((first) =>
    permutations(values.filter((value) => value !== first)).map((rest) => [first, ...rest]),
  );
}

/** Number of prompts that `presentItem` gives an item with so many options. */
export function countPresentations(plan: PresentationPlan, options: number): number {
  return (
    optionOrders(plan.orders, options).length *
    Math.max(1, options > 0 ? plan.labels.length : 1) *
    plan.instructions.length
  );
}

/** Every prompt of one item. */
export function presentItem(plan: PresentationPlan, item: Item): Prompt[] {
  return framesOf(plan, item.options.length).map((frame) => new PresentedItem(item, frame));
}

/** What a presentation is, whatever the item. */
interface Frame extends Omit<Prompt, 'item' | 'messages'> {
  readonly system: string | null;
  readonly instruction: PresentationPlan['instructions'][number];
}

// By plan and number of options: the same for all of its items.
const frames = new WeakMap<PresentationPlan, Map<number, readonly Frame[]>>();

function framesOf(plan: PresentationPlan, options: number): readonly Frame[] {
  const known = frames.get(plan) ?? new Map<number, readonly Frame[]>();
  frames.set(plan, known);
  const own = known.get(options) ?? makeFrames(plan, options);
  known.set(options, own);
  return own;
}

function makeFrames(plan: PresentationPlan, options: number): Frame[] {
  const made: Frame[] = [];
  const labelSets = options > 0 ? plan.labels : [[]];
  for (const optionOrder of optionOrders(plan.orders, options)) {
    for (const labels of labelSets) {
      for (const instruction of plan.instructions) {
        const parts = [optionOrder.join(''), labelSets.length > 1 ? labels.join('') : '', instruction.id];
        made.push({
          presentationId: parts.filter((part) => part !== '').join('.'),
          presentationIndex: made.length,
          optionOrder,
          labels,
          paraphraseId: plan.instructions.length > 1 ? instruction.id : null,
          system: plan.system,
          instruction,
        });
      }
    }
  }
  return made;
}

/** Messages are written when first read: scoring needs only order and labels. */
class PresentedItem implements Prompt {
  readonly item: Item;
  readonly presentationId: string;
  readonly presentationIndex: number;
  readonly optionOrder: readonly number[];
  readonly labels: readonly string[];
  readonly paraphraseId: string | null;
  readonly #frame: Frame;
  #messages: readonly Message[] | null = null;

  constructor(item: Item, frame: Frame) {
    this.item = item;
    this.presentationId = frame.presentationId;
    this.presentationIndex = frame.presentationIndex;
    this.optionOrder = frame.optionOrder;
    this.labels = frame.labels;
    this.paraphraseId = frame.paraphraseId;
    this.#frame = frame;
  }

  get messages(): readonly Message[] {
    this.#messages ??= writeMessages(this.item, this.#frame);
    return this.#messages;
  }
}

function writeMessages(item: Item, { system, optionOrder, labels, instruction: wording }: Frame): Message[] {
  const instruction = wording.render(item, labels);
  const options =
    item.options.length > 0
      ? optionOrder.map((option, place) => `${labels[place]}) ${item.options[option]?.text ?? ''}`)
      : [];
  const content = [item.question, options.join('\n'), instruction].filter((part) => part !== '').join('\n\n');
  const user: Message = { role: 'user', content };
  return system === null ? [user] : [{ role: 'system', content: system }, user];
}
