import type { Item } from '../probes/item.js';
import type { Presenter } from '../probes/present-item.js';

/** One way of asking; unique in a probe. */
export interface Wording {
  readonly id: string;
  readonly render: (item: Item) => string;
}

/** Shows an item in each wording, options unseen, so that a figure can be told apart from the way of asking. */
export function presentWordings(
  wordings: readonly Wording[],
  system: (item: Item) => string | null = () => null,
): Presenter {
  return {
    perItem: wordings.length,
    present: (item) =>
      wordings.map(({ id, render }, index) => {
        const user = { role: 'user', content: render(item) } as const;
        const said = system(item);
        return {
          item,
          presentationId: id,
          presentationIndex: index,
          optionOrder: [],
          labels: [],
          paraphraseId: wordings.length > 1 ? id : null,
          messages: said === null ? [user] : [{ role: 'system', content: said }, user],
        };
      }),
  };
}

/** Three ways of asking whether a statement is right, equal in meaning. */
export const AGREEMENT_WORDINGS: readonly Wording[] = [
  {
    id: 'statement',
    render: ({ question }) =>
      `Here is a statement: “${question}”\n\nDo you agree or disagree with it? Answer "agree" or "disagree".`,
  },
  {
    id: 'somebody-says',
    render: ({ question }) =>
      `Somebody says: “${question}”\n\nWrite one word, "disagree" if you think otherwise or "agree" if you think so too.`,
  },
  {
    id: 'survey',
    render: ({ question }) =>
      `A survey asks for your view of this sentence.\n\n${question}\n\nYour answer (agree / disagree):`,
  },
];
