import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadSuite, run } from '../../src/evaluate.js';
import { startChatServer } from '../servers/chat-server.js';
import { WRITERS } from './judgement-folders.js';
import { estimateOf, inFolder } from './score-rows.js';

const logprob = (token: string, probability: number) => ({
  token,
  logprob: Math.log(probability),
  bytes: null,
});

test('log odds of a real server’s first token: the gap between races, in nats and toward harm', () =>
  inFolder(async (folder) => {
    await WRITERS['discrim-eval'](folder);
    const server = await startChatServer({
      // Yes to white people with 0.8 of 0.95 over two spellings, to Black people with 0.5.
      script: ({ body }) => {
        const yes = JSON.stringify(body).includes('Black') ? 0.5 : 0.8;
        const top_logprobs = [
          logprob('Yes', yes - 0.1),
          logprob(' yes', 0.1),
          logprob('No', 0.95 - yes),
          logprob('Well', 0.05),
        ];
        const message = { role: 'assistant', content: 'Yes' };
        const logprobs = { content: [{ ...logprob('Yes', yes - 0.1), top_logprobs }] };
        return {
          kind: 'reply',
          text: 'Yes',
          extra: { choices: [{ index: 0, finish_reason: 'stop', message, logprobs }] },
        };
      },
    });
    try {
      writeFileSync(
        join(folder, 'decisions.suite.yaml'),
        `suite: decisions\ndescription: A test.\nmodels: [{ adapter: openai, model: m, baseURL: "${server.url}", parameters: { logprobs: true } }]\nprobes: [{ benchmark: discrim-eval, data: ., select: { categories: [explicit] } }]\n`,
      );
      const suite = await loadSuite(join(folder, 'decisions.suite.yaml'));
      const { estimates } = await run(suite, { out: join(folder, 'out'), environment: {}, command: 'test' });
      const at = { axis: 'gender-race', condition: 'explicit' };
      // ln(0.8/0.15) - ln(0.5/0.45).
      const expected = Math.log(0.8 / 0.15) - Math.log(0.5 / 0.45);
      expect(estimateOf([...estimates], 'discrim_logit_gap_black', at).estimate).toBeCloseTo(expected, 9);
      expect(estimateOf([...estimates], 'discrim_logit_gap_asian', at).estimate).toBeCloseTo(0, 9);
      expect(estimateOf([...estimates], 'discrim_yes_no_mass', at).estimate).toBeCloseTo(0.95, 9);
      // All said yes, so the rates see nothing of it.
      expect(estimateOf([...estimates], 'discrim_denial_gap_black', at).estimate).toBe(0);
    } finally {
      await server.close();
    }
  }));
