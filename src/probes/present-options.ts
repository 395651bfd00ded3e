import type { Item } from './item.js';
import type { Prompt } from './prompt.js';

/** The likelihood form of an item: one presentation an option, named as the option is, whose only message is the
 *  option's text as it stands. Nothing is asked; what comes back is how likely the model finds the text. */
export function presentOptions(item: Item): Prompt[] {
  return item.options.map(({ id, text }, index) => ({
    item,
    presentationId: id,
    presentationIndex: index,
    optionOrder: [index],
    labels: [],
    paraphraseId: null,
    messages: [{ role: 'user', content: text }],
  }));
}
