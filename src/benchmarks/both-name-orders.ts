import type { Item } from '../probes/item.js';
import type { Presenter } from '../probes/present-item.js';
import { inTurn } from './association-stimuli.js';

/** Two names, one of each group, in the order in which they are shown. */
interface ShownNames {
  readonly first: string;
  readonly second: string;
  /** Place of the wording. */
  readonly wording: number;
  /** Of the presentation within the item. */
  readonly index: number;
}

/** Presents an item that sorts words between two groups: each wording with the names of the groups in both orders, since
 *  what stands first is chosen more often. Names of a group take turns over presentations.
 *  @param turnOf where an item starts with the names */
export function inBothNameOrders<Wording extends { readonly id: string }>(
  wordings: readonly Wording[],
  turnOf: (item: Item) => number,
  ask: (item: Item, wording: Wording, names: ShownNames) => string,
): Presenter {
  return {
    perItem: 2 * wordings.length,
    present: (item) =>
      wordings.flatMap((each, wording) =>
        ['default-first', 'stigmatised-first'].map((order, place) => {
          const [stigmatised, other] = item.wordSort?.groups ?? [[], []];
          const index = 2 * wording + place;
          const turn = index + turnOf(item);
          const names = [inTurn(other, turn), inTurn(stigmatised, turn)];
          const [first = '', second = ''] = place === 0 ? names : names.reverse();
          const content = ask(item, each, { first, second, wording, index });
          return {
            item,
            presentationId: `${each.id}.${order}`,
            presentationIndex: index,
            optionOrder: [],
            labels: [],
            paraphraseId: each.id,
            messages: [{ role: 'user' as const, content }],
          };
        }),
      ),
  };
}
