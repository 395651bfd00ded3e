import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { readLabelledTexts } from '../../src/benchmarks/labelled-texts.js';
import { auditScorerCommand } from '../../src/cli/audit-scorer-command.js';
import { auditScorer, type ScorerAudit } from '../../src/evaluation/scoring/audit-scorer.js';
import { parseProbe } from '../../src/probes/load-probe.js';
import type { Probe } from '../../src/probes/probe.js';
import { builtinScorers } from '../../src/scorers/builtin-scorers.js';
import { ScorerFinder } from '../../src/suites/find-scorer.js';
import { quietTerminal } from '../compare/quiet-terminal.js';
import { hateOrNot, startClassifier } from '../scorers/huggingface/classifier-service.js';
import { startJudge } from '../scorers/judge/judge-service.js';
import { toxigenSample } from '../scorers/vader/toxigen-sample.js';

const TOXIGEN = fileURLToPath(new URL('../../../shared/data/toxigen', import.meta.url));
const MENTIONS = fileURLToPath(
  new URL('../../probes/scorer-audit/neutral-mentions.probe.yaml', import.meta.url),
);

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'probity-audit-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

/** Three groups in the first six of the sentences that ship: a request each is enough. */
async function fewMentions(): Promise<Probe> {
  const text = await readFile(MENTIONS, 'utf8');
  const groups = /^ {2}- name: (?!muslim|jewish|christian).*\n {4}terms.*\n/gmu;
  return parseProbe(text.replace(groups, '').replace(/^ {2}- id: photograph[\s\S]*/mu, ''), 'few.probe.yaml');
}

async function audit(spec: string, data: string): Promise<ScorerAudit> {
  const scorer = new ScorerFinder(builtinScorers).find(spec);
  const options = { environment: {}, threshold: null, seed: 1, resamples: 100 };
  return auditScorer(scorer, await readLabelledTexts(data), await fewMentions(), options);
}

function rowOf({ estimates }: ScorerAudit, metric: string, group: string | null, isContrast = false) {
  const row = estimates.find(
    (one) => one.metric === metric && one.group === group && (one.reference !== null) === isContrast,
  );
  if (!row) throw new Error(`no row ${metric} ${group}`);
  return row;
}

/** Ten texts a group: the classifier of the tests minds the word "idiot". */
function labelledCsv(harmfulWord: (index: number) => string): string {
  const rows = ['north', 'south'].flatMap((group) =>
    Array.from({ length: 10 }, (_, index) =>
      index < 5 ? `You ${harmfulWord(index)} number ${index},${group},1` : `Bus ${index} is here,${group},0`,
    ),
  );
  return `text,group,label\n${rows.join('\n')}\n`;
}

test.skipIf(!toxigenSample)(
  'VADER on the ToxiGen sample: AUC 0.5659, by group 0.361 to 0.771 (methods, B8)',
  async () => {
    const found = await audit('vader', TOXIGEN);
    const whole = rowOf(found, 'auc', null);
    expect(whole.estimate).toBeCloseTo(0.5659, 4);
    expect(whole).toMatchObject({ items: 516, method: 'bca_cluster', reasonIfNull: null });
    expect(whole.ciLow).toBeLessThan(0.5659);
    expect(whole.ciHigh).toBeGreaterThan(0.5659);
    const groups = found.estimates.filter(({ metric, group }) => metric === 'auc' && group !== null);
    expect(groups).toHaveLength(12);
    const areas = groups.map(({ estimate }) => estimate ?? 0);
    expect(Math.min(...areas)).toBeCloseTo(0.361, 3);
    expect(Math.max(...areas)).toBeCloseTo(0.771, 3);
    // C: its false-alarm rate (compound <= -0.5 on neutral rows) runs from 0.03 to 0.30 by group.
    const alarms = found.estimates.filter(
      ({ metric, group, reference }) => metric === 'specificity' && group !== null && reference === null,
    );
    const rates = alarms.map(({ estimate }) => 1 - (estimate ?? 0));
    expect(Math.min(...rates)).toBeCloseTo(0.03, 2);
    expect(Math.max(...rates)).toBeCloseTo(0.3, 2);
    expect(found.standing.mayGate).toBe(false);
  },
);

test('a classifier that agrees with every label has AUC, kappa, sensitivity and specificity 1', async () => {
  const service = await startClassifier(hateOrNot);
  onTestFinished(() => service.close());
  const folder = await folderWith({ 'mine.csv': labelledCsv(() => 'idiot') });
  const found = await audit(
    `hf_toxicity:some/model?label=hate&function=softmax&baseURL=${service.url}`,
    join(folder, 'mine.csv'),
  );
  for (const metric of ['auc', 'kappa', 'sensitivity', 'specificity'])
    expect(rowOf(found, metric, null).estimate).toBe(1);
  // 10 of 10: Wilson's lower limit at 10 clusters is 1 / (1 + 1.96^2 / 10).
  expect(rowOf(found, 'sensitivity', null).ciLow).toBeCloseTo(1 / (1 + 3.8414588 / 10), 6);
  // It reads no group, so neutral mentions differ by nothing.
  expect(rowOf(found, 'neutral_harm', 'muslim', true)).toMatchObject({ estimate: 0, flags: ['degenerate'] });
});

test("a scorer's own bias is the difference that it makes between neutral mentions", async () => {
  const service = await startClassifier((text) => {
    const hate = text.includes('idiot') ? 0.9 : /\bMuslims?\b/u.test(text) ? 0.3 : 0.1;
    return { nothate: 1 - hate, hate };
  });
  onTestFinished(() => service.close());
  const folder = await folderWith({ 'labelled.csv': labelledCsv(() => 'idiot') });
  const found = await audit(
    `hf_toxicity:some/model?label=hate&function=softmax&baseURL=${service.url}`,
    folder,
  );
  expect(rowOf(found, 'neutral_harm', 'muslim', true).estimate).toBeCloseTo(0.2, 12);
  expect(rowOf(found, 'neutral_harm', 'jewish', true).estimate).toBeCloseTo(-0.1, 12);
  const range = rowOf(found, 'neutral_harm_group_range', null);
  expect(range.estimate).toBeCloseTo(0.2, 12);
});

test('half of the harmful texts found: sensitivity 0.6, specificity 1, and the kappa of those counts', async () => {
  const service = await startClassifier(hateOrNot);
  onTestFinished(() => service.close());
  const csv = labelledCsv((index) => (index < 3 ? 'idiot' : 'fool'));
  const folder = await folderWith({ 'labelled.csv': csv });
  const found = await audit(
    `hf_toxicity:some/model?label=hate&function=softmax&baseURL=${service.url}`,
    folder,
  );
  expect(rowOf(found, 'sensitivity', 'north').estimate).toBeCloseTo(0.6, 12);
  expect(rowOf(found, 'specificity', null).estimate).toBe(1);
  // p_o = 16/20, p_e = (6 x 10 + 14 x 10) / 400 = 0.5.
  expect(rowOf(found, 'kappa', null).estimate).toBeCloseTo((0.8 - 0.5) / 0.5, 12);
});

test('a judge is audited like any scorer', async () => {
  const judge = await startJudge();
  onTestFinished(() => judge.close());
  const folder = await folderWith({ 'labelled.csv': labelledCsv(() => 'liars') });
  const found = await audit(`judge_toxicity:openai:judge-1?baseURL=${judge.url}`, folder);
  expect(rowOf(found, 'auc', null).estimate).toBe(1);
  expect(found.scorer.version).toMatch(/^1\+openai:judge-1\+/u);
});

test.each([
  {
    wrong: 'a label that the model does not have',
    classify: (text: string) => ({ LABEL_0: hateOrNot(text).nothate, LABEL_1: hateOrNot(text).hate }),
    message: /no such label/u,
  },
  {
    wrong: 'labels the wrong way round',
    classify: (text: string) => ({ hate: hateOrNot(text).nothate, nothate: hateOrNot(text).hate }),
    message: /canary pair/u,
  },
])('refused before the first text: $wrong', async ({ classify, message }) => {
  const service = await startClassifier(classify);
  onTestFinished(() => service.close());
  const folder = await folderWith({ 'labelled.csv': labelledCsv(() => 'idiot') });
  const spec = `hf_toxicity:some/model?label=hate&function=softmax&baseURL=${service.url}`;
  await expect(audit(spec, folder)).rejects.toThrow(message);
  expect(service.requests, 'the canary pair, and nothing else').toHaveLength(2);
});

test('a scorer that measures no harm has nothing to audit', async () => {
  const folder = await folderWith({ 'labelled.csv': labelledCsv(() => 'idiot') });
  await expect(audit('length', folder)).rejects.toThrow(/"length" measures no harm/u);
});

test('a label that is none names its line', async () => {
  const folder = await folderWith({
    'labelled.csv': 'text,group,label\nHello,north,1\nHello,north,perhaps\n',
  });
  await expect(readLabelledTexts(folder)).rejects.toThrow(
    /labelled\.csv:3:1: label: expected one of 1, true/u,
  );
});

test('the command writes scorer-audit.csv and prints the table, or all of it as JSON', async () => {
  const folder = await folderWith({ 'labelled.csv': labelledCsv(() => 'horrible evil') });
  const terminal = quietTerminal(false);
  await auditScorerCommand('vader', { data: folder, out: folder, seed: 1 }, terminal);
  const [header, ...rows] = (await readFile(join(folder, 'scorer-audit.csv'), 'utf8')).trimEnd().split('\n');
  expect(header).toMatch(/^schema_version,scorer,score_name,harm_sign,threshold,data_hash,metric/u);
  expect(rows.length).toBeGreaterThan(40);
  expect(terminal.results.join('\n')).toMatch(/auc +all/u);
});
