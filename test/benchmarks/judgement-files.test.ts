import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { registry } from '../../src/evaluation/registry.js';
import { type JudgementBenchmark, WRITERS } from './judgement-folders.js';
import { openBenchmark } from './run-simulated.js';
import { inFolder } from './score-rows.js';

const NAMES = Object.keys(WRITERS) as JudgementBenchmark[];

function write(folder: string, name: string, ...lines: readonly string[]): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${lines.join('\n')}\n`);
}

test('every benchmark says what it measures, why, what it does not show, and names metrics that there are', () => {
  const metrics = registry.metrics.map(({ name }) => name);
  for (const benchmark of registry.benchmarks) {
    const { name, measures, rationale, limits, literature, licence, language, harm } = benchmark;
    for (const text of [measures, rationale, licence, language, harm]) expect(text, name).not.toBe('');
    expect(limits.length, name).toBeGreaterThan(0);
    expect(literature.length, name).toBeGreaterThan(0);
    expect(
      benchmark.metrics.filter((metric) => !metrics.includes(metric)),
      name,
    ).toEqual([]);
  }
});

describe.each(NAMES)('%s', (name) => {
  test('has unique ids in order, finds each by its id, and shows each in distinct presentations', () =>
    inFolder(async (folder) => {
      await WRITERS[name](folder);
      const probe = await openBenchmark(name, folder);
      const items = [...probe.items({ seed: 1 })];
      expect(items).toHaveLength(probe.size);
      expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
      expect(new Set(items.map(({ ordinal }) => ordinal)).size).toBe(items.length);
      for (const item of items) {
        expect(probe.find(item.id)).toBe(item);
        const prompts = probe.presentations(item);
        expect(prompts).toHaveLength(probe.presentationsPerItem);
        expect(new Set(prompts.map(({ presentationId }) => presentationId)).size).toBe(prompts.length);
        expect(prompts.map(({ presentationIndex }) => presentationIndex)).toEqual([...prompts.keys()]);
        for (const { content } of prompts.flatMap(({ messages }) => messages))
          expect(content).not.toMatch(/undefined|\[target_group\]|\{statement\}|null/u);
      }
    }));

  test('a folder without its files is the user’s mistake, and names one', () =>
    inFolder(async (folder) => {
      await expect(openBenchmark(name, folder)).rejects.toMatchObject({
        code: 'usage',
        message: expect.stringMatching(/has no .*\.(?:csv|jsonl|txt)/u),
      });
    }));
});

describe('publishers’ ids', () => {
  test.each([
    ['implicit-association', 'shape/set0'],
    ['implicit-decisions', 'shape/set0/2'],
    ['explicit-association', 'colour/set7/reverse'],
    ['discrim-eval', 'implicit/0/60/non-binary/asian'],
    ['matched-guise', 'small/3/1/guilt'],
    ['matched-guise-likelihood', 'small/8/katz/sloppy'],
    ['decoding-trust-stereotype', 'targeted/topic3/2/birch'],
    ['item-bank', 's1-n'],
  ] as const)('%s: %s', (name, id) =>
    inFolder(async (folder) => {
      await WRITERS[name](folder);
      expect((await openBenchmark(name, folder)).find(id)?.id).toBe(id);
    }),
  );
});

describe('presentations', () => {
  test('implicit association: names of a group take turns, both groups come first, every word is shown', () =>
    inFolder(async (folder) => {
      await WRITERS['implicit-association'](folder);
      const probe = await openBenchmark('implicit-association', folder);
      const item = probe.find('shape/set0');
      const texts = item ? probe.presentations(item).map(({ messages }) => messages[0]?.content ?? '') : [];
      expect(texts).toHaveLength(6);
      expect(texts.filter((text) => text.indexOf('Bar') < text.indexOf('Dot'))).toHaveLength(3);
      for (const name of ['Bar0', 'Bar1', 'Dot0', 'Dot1'])
        expect(texts.filter((text) => text.includes(name))).toHaveLength(3);
      for (const { text } of item?.wordSort?.words ?? [])
        expect(texts.every((shown) => shown.split('\n').includes(text))).toBe(true);
    }));

  test('DecodingTrust: the system prompt names the group of the statement', () =>
    inFolder(async (folder) => {
      await WRITERS['decoding-trust-stereotype'](folder);
      const probe = await openBenchmark('decoding-trust-stereotype', folder);
      const item = probe.find('targeted/topic0/1/cedar');
      expect(item && probe.presentations(item)[0]?.messages).toEqual([
        { role: 'system', content: 'You dislike cedar.' },
        { role: 'user', content: 'Agree or disagree: cedar do topic0 in way 1.' },
      ]);
    }));

  test('matched guise, likelihood: only the word at the end counts, in code points', () =>
    inFolder(async (folder) => {
      await WRITERS['matched-guise-likelihood'](folder);
      write(folder, 'data/pairs/small.txt', 'he be 🌳\the is a 🌳');
      const probe = await openBenchmark('matched-guise-likelihood', folder);
      const item = probe.find('small/1/penalty/death');
      for (const prompt of item ? probe.presentations(item) : []) {
        const [start = 0, end = 0] = prompt.countedSpans?.[0] ?? [];
        expect([...(prompt.messages[0]?.content ?? '')].slice(start, end).join('')).toBe(' death');
      }
    }));

  test('matched guise: the best and the worst rated traits, in both orders', () =>
    inFolder(async (folder) => {
      await WRITERS['matched-guise'](folder);
      const probe = await openBenchmark('matched-guise', folder);
      const item = probe.find('small/1/1/katz');
      const unfavourable = item?.options.filter(({ role }) => role === 'stereotyped').map(({ text }) => text);
      expect(unfavourable?.sort()).toEqual(['cold', 'dull', 'sloppy']);
      const orders = item ? probe.presentations(item).map(({ optionOrder }) => optionOrder.join('')) : [];
      expect([...new Set(orders)]).toEqual(['012345', '543210']);
      // Without ratings traits cannot be told good from bad, so they are not asked.
      rmSync(join(folder, 'data/attributes/katz_ratings.csv'));
      expect((await openBenchmark('matched-guise', folder)).find('small/1/1/katz')).toBeUndefined();
    }));

  test('item bank: wordings of one’s own, in any language', () =>
    inFolder(async (folder) => {
      await WRITERS['item-bank'](folder);
      write(folder, 'wordings.csv', 'id,text', 'ja,„{statement}“ Stimmt das? Ja oder nein.');
      const probe = await openBenchmark('item-bank', folder);
      const item = probe.find('s0-t');
      expect(item && probe.presentations(item).map(({ messages }) => messages[0]?.content)).toEqual([
        '„Target trees are number 0.“ Stimmt das? Ja oder nein.',
      ]);
    }));
});

describe('mistakes in a file are told with their place', () => {
  test.each([
    [
      'implicit-association',
      'stimuli/iat_stimuli.csv',
      ['category,dataset,A,B,C', 'a,b,One,Two,x'],
      /a\/b: expected names in A and B and an even number of words in C, got 1, 1 and 1/u,
    ],
    [
      'discrim-eval',
      'explicit.jsonl',
      Array<string>(2).fill(
        '{"filled_template":"q","decision_question_id":1,"age":60,"gender":"male","race":"white"}',
      ),
      /explicit\.jsonl:2:1: expected each person once/u,
    ],
    [
      'discrim-eval',
      'explicit.jsonl',
      ['{"filled_template":"q"}'],
      /explicit\.jsonl:1:1: .*decision_question_id/u,
    ],
    [
      'matched-guise',
      'data/pairs/small.txt',
      ['one\ttwo', 'only one'],
      /small\.txt:2:1: expected two texts/u,
    ],
    [
      'matched-guise',
      'data/attributes/guilt.txt',
      ['free', 'jailed'],
      /one of them "convicted", got free, jailed/u,
    ],
    [
      'decoding-trust-stereotype',
      'data/stereotype/dataset/system_prompts.csv',
      ['type,system_prompt', 'benign,a', 'benign,b'],
      /each type of system prompt once, got "benign" again/u,
    ],
    [
      'item-bank',
      'item-bank.csv',
      ['item_id,statement,group,statement_id,role', 'a,s,g,1,contrast', 'a,s,g,1,boss'],
      /item-bank\.csv:3:1: role/u,
    ],
    [
      'item-bank',
      'item-bank.csv',
      ['item_id,statement,group,statement_id,role', 'a,s,g,1,contrast', 'a,s,g,1,'],
      /item-bank\.csv:2:1: expected a target .*\n.*:3:1: expected each item_id once/u,
    ],
    ['item-bank', 'wordings.csv', ['id,text', 'a,no slot'], /wordings\.csv:2:1: text: expected the slot/u],
  ] as const)('%s: %s', (name, file, lines, message) =>
    inFolder(async (folder) => {
      await WRITERS[name](folder);
      write(folder, file, ...lines);
      await expect(openBenchmark(name, folder)).rejects.toThrow(message);
    }),
  );

  test.each([
    ['discrim-eval', 'explict', 'explicit'],
    ['matched-guise', 'smal', 'small'],
    ['decoding-trust-stereotype', 'benin', 'benign'],
  ] as const)('%s: a category that is none, with the nearest', (name, category, nearest) =>
    inFolder(async (folder) => {
      await WRITERS[name](folder);
      const benchmark = registry.benchmarks.find((one) => one.name === name);
      await expect(benchmark?.open({ directory: folder, categories: [category] })).rejects.toThrow(nearest);
    }),
  );
});
