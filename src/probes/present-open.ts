import type { Item } from './item.js';
import type { Presenter } from './present-item.js';

/** Shows the question and how to answer it, never the options: they are what the answer is read against. */
export function presentOpen(instruction: {
  readonly id: string;
  readonly render: (item: Item) => string;
}): Presenter {
  return {
    perItem: 1,
    present: (item) => [
      {
        item,
        presentationId: instruction.id,
        presentationIndex: 0,
        optionOrder: item.options.map((_, index) => index),
        labels: [],
        paraphraseId: null,
        messages: [{ role: 'user', content: instruction.render(item) }],
      },
    ],
  };
}
