import type { ProbeLoad } from '../../decisions/plan-run.js';
import type { Item, Task } from '../../probes/item.js';
import { countItems } from '../../runner/list-requests.js';
import type { Suite, SuiteProbe } from '../../suites/suite.js';
import type { Tokenizer } from './tokenizer.js';

/** Prompts read to know how long they are. */
const SAMPLED_ITEMS = 200;
/** Output tokens of a short answer; a reasoning model uses many times that. */
const ANSWER_TOKENS: Readonly<Record<Task, number>> = {
  choice: 4,
  yes_no: 2,
  rating: 2,
  word_sort: 100,
  continuation: 80,
  open_answer: 12,
  likelihood: 1,
};

/** How much each probe of a suite asks, from a sample of its own prompts. */
export function measureLoad(suite: Suite, tokenizer: Tokenizer): ProbeLoad[] {
  return suite.probes.map((entry) => measureProbe(entry, suite.samples, tokenizer));
}

function measureProbe({ probe, selection }: SuiteProbe, samples: number, tokenizer: Tokenizer): ProbeLoad {
  const items = countItems(probe, selection, null);
  let tokens = 0;
  let prompts = 0;
  for (const item of take(probe.items(selection), SAMPLED_ITEMS)) {
    // Each item in another of its presentations: they differ by a few words.
    const presentations = probe.presentations(item);
    const { messages } = presentations[prompts % presentations.length] ?? { messages: [] };
    tokens += messages.reduce((sum, { content }) => sum + tokenizer.count(content), 0);
    prompts++;
  }
  return {
    probe: probe.name,
    items,
    requests: items * probe.presentationsPerItem * samples,
    inputTokens: prompts === 0 ? 0 : tokens / prompts,
    outputTokens: ANSWER_TOKENS[probe.task],
  };
}

function* take(items: Iterable<Item>, count: number): Generator<Item> {
  let taken = 0;
  for (const item of items) {
    if (taken++ >= count) return;
    yield item;
  }
}
