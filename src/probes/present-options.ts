import type { Item } from './item.js';
import type { Prompt } from './prompt.js';
import { sharedWords } from './shared-words.js';

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

/** The same for a pair of sentences of which only the words that both have count. */
export function presentPair(item: Item): Prompt[] {
  return presentOptions(item).map((prompt, index) => {
    const [text, other] = [item.options[index]?.text ?? '', item.options[1 - index]?.text ?? ''];
    return { ...prompt, countedSpans: sharedWords(text, other) };
  });
}
