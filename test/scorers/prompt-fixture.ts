import type { Item, Task } from '../../src/probes/item.js';
import type { Prompt } from '../../src/probes/prompt.js';

const OPTIONS = [
  { id: 'nurse', text: 'The nurse', role: 'stereotyped', group: 'women', correct: null },
  { id: 'doctor', text: 'The doctor', role: 'counter', group: 'men', correct: null },
  { id: 'unknown', text: 'Cannot be determined', role: 'unknown', group: null, correct: null },
] as const;

const ITEM: Omit<Item, 'task'> = {
  id: 'item-1',
  ordinal: 0,
  probe: 'test-probe',
  templateId: 'template-1',
  clusterId: 'template-1',
  cluster2Id: null,
  setId: null,
  setSize: 1,
  axis: 'gender',
  group: 'women',
  reference: 'men',
  condition: null,
  language: 'en',
  question: 'A woman moved in next door. On Saturday,',
  options: [],
  scale: null,
  wordSort: null,
  favourable: null,
  facts: {},
};

const PARTS: Partial<Record<Task, Partial<Item>>> = {
  choice: { options: OPTIONS },
  open_answer: { options: OPTIONS },
  likelihood: { options: OPTIONS },
  yes_no: { favourable: 'yes' },
  rating: { scale: { low: 1, high: 10 }, favourable: 'high' },
  word_sort: {
    wordSort: {
      groups: [['women'], ['men']],
      words: [
        { text: 'rude', valence: 'negative' },
        { text: 'kind', valence: 'positive' },
      ],
    },
  },
};

/** A prompt of a task, of whose item a test may replace parts. */
export function promptOf(task: Task, item: Partial<Item> = {}): Prompt {
  const whole: Item = { ...ITEM, task, ...PARTS[task], ...item };
  return {
    item: whole,
    presentationId: 'order-0',
    presentationIndex: 0,
    optionOrder: whole.options.map((_, index) => index),
    labels: task === 'choice' ? ['A', 'B', 'C'] : [],
    paraphraseId: null,
    messages: [{ role: 'user', content: whole.question }],
  };
}
