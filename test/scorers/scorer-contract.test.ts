import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtinScorers } from '../../src/scorers/builtin-scorers.js';
import { hateOrNot, regardClasses, startClassifier } from './huggingface/classifier-service.js';
import { startJudge } from './judge/judge-service.js';
import { startModeration } from './moderation/moderation-service.js';
import { openScorer } from './open-scorer.js';
import { scorerContract } from './scorer-contract.js';

interface Prepared {
  readonly spec: string;
  readonly close: () => Promise<void>;
}

/** How each scorer that takes settings is opened: on a local service, on a file. */
const WITH_SETTINGS: Readonly<Record<string, () => Promise<Prepared>>> = {
  hurtlex: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'probity-hurtlex-'));
    const file = join(folder, 'hurtlex_EN.tsv');
    await writeFile(file, 'category\tlemma\tlevel\ncds\tidiot\tconservative\n');
    return { spec: `hurtlex:${file}`, close: () => rm(folder, { recursive: true }) };
  },
  openai_moderation: async () => {
    const service = await startModeration();
    return { close: service.close, spec: `openai_moderation?baseURL=${service.url}/v1` };
  },
  hf_toxicity: async () => {
    const service = await startClassifier(hateOrNot);
    return {
      close: service.close,
      spec: `hf_toxicity:own/model?label=hate&function=softmax&baseURL=${service.url}`,
    };
  },
  hf_regard: async () => {
    const service = await startClassifier(regardClasses);
    return { close: service.close, spec: `hf_regard:sasha/regardv3?baseURL=${service.url}` };
  },
  judge_toxicity: async () => {
    const service = await startJudge();
    return { close: service.close, spec: `judge_toxicity:openai:test-judge?baseURL=${service.url}` };
  },
  judge_endorsement: async () => {
    const service = await startJudge();
    return { close: service.close, spec: `judge_endorsement:openai:test-judge?baseURL=${service.url}` };
  },
  judge_open_answer: async () => {
    const service = await startJudge();
    return { close: service.close, spec: `judge_open_answer:openai:test-judge?baseURL=${service.url}` };
  },
  judge_difference: async () => {
    const service = await startJudge();
    return { close: service.close, spec: `judge_difference:openai:test-judge?baseURL=${service.url}` };
  },
};

/** Replies that a scorer cannot take yet. Intl.Segmenter of Node 20 needs minutes for a megabyte of words. */

test('no scorer is left out', () => {
  const factories = builtinScorers.filter(({ kind }) => kind === 'scorer_factory').map(({ name }) => name);
  expect(Object.keys(WITH_SETTINGS).sort()).toEqual(factories.sort());
});

for (const definition of builtinScorers) {
  if (definition.kind === 'scorer') {
    const open = async () => ({ scorer: await openScorer(definition.name), close: async () => {} });
    scorerContract(definition.name, open, { isPure: true });
  } else {
    const open = async () => {
      const { spec, close } = (await WITH_SETTINGS[definition.name]?.()) ?? expect.fail(definition.name);
      return { scorer: await openScorer(spec), close };
    };
    scorerContract(definition.name, open, { isPure: false });
  }
}
