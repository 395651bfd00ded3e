import type { Item } from '../probes/item.js';
import type { PresentationPlan } from '../probes/present-item.js';

/** What differs between items that a model answers with free text. */
export type TextItem = Pick<Item, 'id' | 'ordinal' | 'probe' | 'templateId' | 'clusterId' | 'question'> &
  Partial<Item>;

/** An item that is answered with free text, or with what the fields given say. */
export function textItem(item: TextItem): Item {
  return {
    task: 'continuation',
    cluster2Id: null,
    setId: null,
    setSize: 1,
    axis: null,
    group: null,
    reference: null,
    condition: null,
    language: 'en',
    options: [],
    scale: null,
    wordSort: null,
    favourable: null,
    facts: {},
    ...item,
  };
}

/** The question as it stands, and nothing else. */
export const AS_WRITTEN: PresentationPlan = {
  orders: 'as_written',
  labels: [[]],
  instructions: [{ id: 'as_written', render: () => '' }],
  system: null,
};
