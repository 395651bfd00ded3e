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

/** Every prompt of one item. Messages are written when first read: scoring needs only order and labels. */
export function presentItem(plan: PresentationPlan, item: Item): Prompt[] {
  const prompts: Prompt[] = [];
  const labelSets = item.options.length > 0 ? plan.labels : [[]];
  for (const optionOrder of optionOrders(plan.orders, item.options.length)) {
    for (const labels of labelSets) {
      for (const instruction of plan.instructions) {
        const parts = [optionOrder.join(''), labelSets.length > 1 ? labels.join('') : '', instruction.id];
        let messages: readonly Message[] | undefined;
        prompts.push({
          item,
          presentationId: parts.filter((part) => part !== '').join('.'),
          presentationIndex: prompts.length,
          optionOrder,
          labels,
          paraphraseId: plan.instructions.length > 1 ? instruction.id : null,
          get messages() {
            messages ??= writeMessages(
              plan.system,
              item,
              optionOrder,
              labels,
              instruction.render(item, labels),
            );
            return messages;
          },
        });
      }
    }
  }
  return prompts;
}

function writeMessages(
  system: string | null,
  item: Item,
  optionOrder: readonly number[],
  labels: readonly string[],
  instruction: string,
): Message[] {
  const options =
    item.options.length > 0
      ? optionOrder.map((option, place) => `${labels[place]}) ${item.options[option]?.text ?? ''}`)
      : [];
  const content = [item.question, options.join('\n'), instruction].filter((part) => part !== '').join('\n\n');
  const user: Message = { role: 'user', content };
  return system === null ? [user] : [{ role: 'system', content: system }, user];
}
