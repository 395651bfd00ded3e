import type { ModelSettings, Request } from '../../src/adapters/adapter.js';
import type { Sampling } from '../../src/adapters/completion.js';
import type { Item } from '../../src/probes/item.js';
import type { Message } from '../../src/probes/prompt.js';

const ITEM: Item = {
  id: 'item-1',
  ordinal: 0,
  probe: 'test_probe',
  task: 'choice',
  templateId: 'template-1',
  clusterId: 'template-1',
  cluster2Id: null,
  setId: null,
  setSize: 1,
  reference: null,
  axis: null,
  group: null,
  condition: null,
  language: 'en',
  question: 'Who was late?',
  options: [],
  scale: null,
  wordSort: null,
  favourable: null,
  facts: {},
};

/** A request with two labelled options, whose parts a test may replace. */
export function exampleRequest({
  itemId = 'item-1',
  probe = 'test_probe',
  presentationId = 'order-0',
  sampleIndex = 0,
  text = 'Who was late?\nA) The baker\nB) The nurse\nAnswer with one letter.',
  labels = ['A', 'B'],
  system,
  sampling = {},
}: {
  readonly itemId?: string;
  readonly probe?: string;
  readonly presentationId?: string;
  readonly sampleIndex?: number;
  readonly text?: string;
  readonly labels?: readonly string[];
  readonly system?: string;
  readonly sampling?: Partial<Sampling>;
} = {}): Request {
  const messages: Message[] = [
    ...(system === undefined ? [] : [{ role: 'system' as const, content: system }]),
    { role: 'user', content: text },
  ];
  return {
    prompt: {
      item: { ...ITEM, id: itemId, probe },
      presentationId,
      presentationIndex: 0,
      optionOrder: labels.map((_, index) => index),
      labels,
      paraphraseId: null,
      messages,
    },
    sampling: { temperature: 0, topP: null, maxTokens: 16, seed: 7, ...sampling },
    sampleIndex,
  };
}

/** Settings as a suite would give them. */
export function exampleSettings(settings: Partial<ModelSettings> = {}): ModelSettings {
  return {
    id: 'candidate',
    adapter: 'openai',
    model: 'test-model',
    options: {},
    concurrency: 4,
    directory: '.',
    ...settings,
  };
}

/** A signal that nobody aborts. */
export function quietSignal(): AbortSignal {
  return new AbortController().signal;
}
