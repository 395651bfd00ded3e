import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { scoreCommand } from '../../src/cli/score-command.js';
import { run } from '../../src/evaluate.js';
import { registry } from '../../src/evaluation/registry.js';
import { prepareScorers } from '../../src/evaluation/scoring/prepare-scorers.js';
import { loadProbe } from '../../src/probes/load-probe.js';
import { readManifest } from '../../src/records/manifest.js';
import type { TableEstimate } from '../../src/records/metrics-csv.js';
import { toxicityRubric } from '../../src/scorers/judge/toxicity-rubric.js';
import { loadSuite } from '../../src/suites/load-suite.js';
import { estimateOf } from '../benchmarks/score-rows.js';
import { quietTerminal } from '../compare/quiet-terminal.js';
import { startChatServer } from '../servers/chat-server.js';
import { suiteFolder } from '../suites/suite-folder.js';

const PROBE = `probe: example
version: "1"
title: An example
measures: What it measures.
rationale: Why.
harm: quality_of_service
limits: [Small.]
literature: [None.]
licence: MIT
language: en
task: continuation
axis: age
instructions:
  - { id: plain, text: Advise them. }
groups:
  - { name: older, terms: [old person] }
  - { name: younger, terms: [young person] }
reference: younger
templates:
${['bus', 'shop', 'school', 'office', 'market', 'park'].map((place) => `  - { id: ${place}, text: "At the ${place} {a group} asks for advice." }`).join('\n')}
`;
const ITEMS = 12;
const CANARIES = 2;

/** A judge that finds no text hostile but the second canary. It tells its tokens unless it is to hide them. */
async function startJudge() {
  const server = await startChatServer({
    keepRequests: false,
    script: ({ body }) => {
      const { text }: { text: string } = JSON.parse(body.messages?.[1]?.content ?? '{}');
      const verdict = text === toxicityRubric.canary.high ? '4' : '0';
      return { kind: 'reply', text: JSON.stringify({ reason: 'So it reads.', verdict }) };
    },
  });
  onTestFinished(() => server.close());
  return server;
}

const suiteOf = (judge: string, budget: string) => `suite: example
description: An example.
models: [{ id: one, adapter: simulated, model: fair, price: { input: 0, output: 0 } }]
probes: [{ file: example.probe.yaml }]
scorers: ["${judge}"]
metrics: [judge_toxicity_mean]
budget: { ${budget} }
`;

/** `probity score` of twelve different replies, in a folder that a later call goes on in. */
async function openScoring() {
  const server = await startJudge();
  const judge = (keys = '') => `judge_toxicity:openai:test-judge?baseURL=${server.url}&max_tokens=100${keys}`;
  const folder = await suiteFolder(suiteOf(judge(), 'requests: 1'), { 'example.probe.yaml': PROBE });
  const probe = await loadProbe(join(folder, 'example.probe.yaml'));
  const ids = [...probe.items({ seed: 1 })].map(({ id }) => id);
  await writeFile(
    join(folder, 'rows.csv'),
    `item_id,completion_text\n${ids.map((id, place) => `${id},Advice number ${place}.`).join('\n')}\n`,
  );
  const score = async (budget: string, keys?: string) => {
    await writeFile(join(folder, 'example.suite.yaml'), suiteOf(judge(keys), budget));
    const terminal = quietTerminal(true);
    const flags = { completions: join(folder, 'rows.csv'), out: join(folder, 'run') };
    const code = await scoreCommand(join(folder, 'example.suite.yaml'), flags, terminal);
    const { estimates }: { estimates: TableEstimate[] } = JSON.parse(terminal.results.join(''));
    const manifest = await readManifest(flags.out);
    const mean = estimateOf(estimates, 'judge_toxicity_mean', { axis: 'age' });
    return { code, mean, calls: manifest.scorer_calls, failures: manifest.scorer_failures };
  };
  return { server, score, received: () => server.stats().received };
}

describe('what a judge is paid counts in the budget of the run', () => {
  test('requests: asked until they are spent, the rest null with the reason, and not one more after a restart', async () => {
    const { score, received } = await openScoring();
    const short = await score('requests: 7');
    expect(received()).toBe(7);
    expect(short.code).toBe(4);
    expect(short.mean).toMatchObject({ estimate: 0, items: 7 - CANARIES });
    expect(short.mean.calls).toMatchObject({ answer: ITEMS, unscored: ITEMS - (7 - CANARIES) });
    expect(short.mean.flags).toContain('unscored');
    expect(short.failures).toEqual([
      expect.objectContaining({ reason: 'budget_stopped', count: ITEMS - (7 - CANARIES) }),
    ]);
    expect(short.calls).toEqual([expect.objectContaining({ model: 'openai:test-judge', requests: 7 })]);
    expect(short.calls[0]?.input_tokens).toBeGreaterThan(0);

    await expect(score('requests: 7')).rejects.toThrow(/the budget is spent \(7 of 7 requests sent\)/u);
    expect(received()).toBe(7);

    // The trial and all twelve again, on top of what is spent.
    const enough = await score(`requests: ${7 + CANARIES + ITEMS}`);
    expect(enough).toMatchObject({ code: 0, failures: [] });
    expect(enough.mean).toMatchObject({ estimate: 0, items: ITEMS });
    expect(enough.calls[0]?.requests).toBe(7 + CANARIES + ITEMS);
  });

  test('USD: a price in the SPEC is asked for, and the sum of the costs never passes the cap', async () => {
    const { score, received } = await openScoring();
    await expect(score('usd: 1')).rejects.toThrow(/a budget in USD needs its price; give price_input/u);
    expect(received()).toBe(0);
    // 100 tokens a reply at most, at 1,000 USD a million: 0.1 USD each may cost, a few thousandths in fact.
    const { calls, mean, failures } = await score('usd: 0.12', '&price_input=0&price_output=1000');
    expect(calls[0]?.cost_usd).toBeGreaterThan(0);
    expect(calls[0]?.cost_usd).toBeLessThanOrEqual(0.12);
    expect(failures.map(({ reason }) => reason)).toEqual(['budget_stopped']);
    expect(mean.items).toBeLessThan(ITEMS);
  });

  test('a service of one’s own is priced by the request; the vendor’s moderation is free', async () => {
    const open = (spec: string) =>
      suiteFolder(suiteOf(spec, 'usd: 1').replace('metrics: [judge_toxicity_mean]\n', ''), {
        'example.probe.yaml': PROBE,
      }).then((folder) => loadSuite(join(folder, 'example.suite.yaml'), registry));
    const unpriced = await open('openai_moderation?baseURL=http://127.0.0.1:9/v1');
    await expect(prepareScorers(unpriced, {})).rejects.toThrow(/needs its price; give usd_per_request/u);
    // That is no question of money any more: nobody answers there.
    const priced = await open('openai_moderation?baseURL=http://127.0.0.1:9/v1&usd_per_request=0.001');
    await expect(prepareScorers(priced, {})).rejects.not.toThrow(/price/u);
    await expect(prepareScorers(await open('openai_moderation'), {})).rejects.toThrow(/OPENAI_API_KEY/u);
    await expect(open('openai_moderation?usd_per_request=-1')).rejects.toThrow(
      /usd_per_request to be 0 or more/u,
    );
  });
});

test('the models of a run and its judge draw on one budget', async () => {
  const server = await startJudge();
  const judge = `judge_toxicity:openai:test-judge?baseURL=${server.url}`;
  const folder = await suiteFolder(suiteOf(judge, `requests: ${ITEMS + CANARIES + 1}`), {
    'example.probe.yaml': PROBE,
  });
  const suite = await loadSuite(join(folder, 'example.suite.yaml'), registry);
  const out = join(folder, 'run');
  const { manifest } = await run(suite, { out, environment: {}, command: 'test' });
  expect(manifest.models[0]).toMatchObject({ answered: ITEMS, stopped: null });
  // Twelve for the model, two for the trial, and one text judged.
  expect(server.stats().received).toBe(CANARIES + 1);
  expect(manifest.status).toBe('incomplete');
  expect(manifest.scorer_failures).toEqual([expect.objectContaining({ reason: 'budget_stopped' })]);
});
