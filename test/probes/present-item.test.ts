import { describe, expect, test } from 'vitest';
import { optionOrders } from '../../src/probes/present-item.js';
import type { Probe } from '../../src/probes/probe.js';
import { promptHash } from '../../src/probes/prompt.js';
import { open, pairProbe, YES_NO } from './example-probe.js';

function firstItem(probe: Probe) {
  for (const item of probe.items({ seed: 1 })) return item;
  throw new Error('the probe has no item');
}
const present = (extra: string) => {
  const probe = open(pairProbe(1, extra));
  const prompts = probe.presentations(firstItem(probe));
  expect(prompts).toHaveLength(probe.presentationsPerItem);
  expect(new Set(prompts.map(({ presentationId }) => presentationId)).size).toBe(prompts.length);
  expect(prompts.map(({ presentationIndex }) => presentationIndex)).toEqual(prompts.map((_, index) => index));
  return prompts;
};

describe('option orders', () => {
  test.each([
    // n options: n! permutations, each option in each place (n-1)! times; n rotations, each once.
    ['all', 2, 2, 1],
    ['all', 3, 6, 2],
    ['all', 4, 24, 6],
    ['rotations', 2, 2, 1],
    ['rotations', 3, 3, 1],
    ['rotations', 5, 5, 1],
  ] as const)('%s of %i: %i orders, each option in each place %i times', (orders, options, count, times) => {
    const all = optionOrders(orders, options);
    expect(new Set(all.map((order) => order.join())).size).toBe(count);
    for (let option = 0; option < options; option++) {
      for (let place = 0; place < options; place++) {
        expect(all.filter((order) => order[place] === option)).toHaveLength(times);
      }
    }
  });

  test('as written is one order', () => {
    expect(optionOrders('as_written', 3)).toEqual([[0, 1, 2]]);
  });
});

describe('presentations of an item', () => {
  test('every permutation is the default, and the text shows the options as ordered', () => {
    const prompts = present('');
    expect(prompts.map(({ presentationId }) => presentationId)).toEqual([
      '012.letter',
      '021.letter',
      '102.letter',
      '120.letter',
      '201.letter',
      '210.letter',
    ]);
    const last = prompts.at(-1);
    expect(last?.optionOrder).toEqual([2, 1, 0]);
    expect(last?.messages[0]?.content).toMatch(
      /\n\nA\) It cannot be known\nB\) The young (man|woman)\nC\) The old (man|woman)\n\nAnswer with one letter, A, B or C\.$/u,
    );
  });

  test('label sets are crossed with orders, and the instruction names the labels that are shown', () => {
    const prompts = present('orders: rotations\nlabels: [[A, B, C], [x, y, z]]\n');
    expect(prompts.map(({ presentationId }) => presentationId)).toEqual([
      '012.ABC.letter',
      '012.xyz.letter',
      '120.ABC.letter',
      '120.xyz.letter',
      '201.ABC.letter',
      '201.xyz.letter',
    ]);
    expect(prompts[1]?.messages[0]?.content).toMatch(
      /x\) .*\ny\) .*\nz\) .*\n\nAnswer with one letter, x, y or z\.$/u,
    );
  });

  test('each wording of the instruction is one presentation, named in paraphraseId', () => {
    const text = YES_NO.replace('  - { id: plain', '  - { id: short, text: Yes or no? }\n  - { id: plain');
    const probe = open(text);
    const prompts = probe.presentations(firstItem(probe));
    expect(prompts.map(({ paraphraseId }) => paraphraseId)).toEqual(['short', 'plain']);
    expect(prompts.map(({ messages }) => messages.at(-1)?.content.split('\n\n').at(-1))).toEqual([
      'Yes or no?',
      'Answer yes or no.',
    ]);
    expect(new Set(prompts.map(({ messages }) => promptHash(messages))).size).toBe(2);
  });

  test('with one wording there is no paraphrase to name', () => {
    const probe = open(YES_NO);
    expect(probe.presentations(firstItem(probe)).map(({ paraphraseId }) => paraphraseId)).toEqual([null]);
  });

  test('a system message comes first', () => {
    const probe = open(YES_NO.replace('axis: age', 'axis: age\nsystem: Be brief.'));
    const [prompt] = probe.presentations(firstItem(probe));
    expect(prompt?.messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(prompt?.messages[0]?.content).toBe('Be brief.');
  });
});
