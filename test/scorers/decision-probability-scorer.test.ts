import { expect, test } from 'vitest';
import { textItem } from '../../src/benchmarks/text-item.js';
import type { Prompt } from '../../src/probes/prompt.js';
import { decisionProbabilityScorer } from '../../src/scorers/decision-probability-scorer.js';

const prompt: Prompt = {
  item: textItem({
    id: 'i',
    ordinal: 0,
    probe: 'p',
    task: 'yes_no',
    templateId: 't',
    clusterId: 'c',
    question: 'Granted?',
    favourable: 'yes',
  }),
  presentationId: 'p',
  presentationIndex: 0,
  optionOrder: [],
  labels: ['yes', 'Yes', 'no', 'No'],
  paraphraseId: null,
  messages: [],
};

const scoresOf = async (labelProbabilities: Record<string, number> | null) =>
  (await decisionProbabilityScorer.score({ text: 'Yes', status: 'ok', labelProbabilities }, prompt)).map(
    ({ score, reasonIfNull }) => [score, reasonIfNull],
  );

test('case variants are summed; the log odds are those of the gold vector', async () => {
  // bias_metrics.json, logitYes: p_yes 0.7, p_no 0.2.
  const [odds, mass] = await scoresOf({ yes: 0.5, Yes: 0.2, no: 0.15, No: 0.05 });
  expect(odds?.[0]).toBeCloseTo(1.2527629684953678, 12);
  expect(mass?.[0]).toBeCloseTo(0.9, 12);
});

test.each([
  ['too little mass on yes and no', { Yes: 0.4, No: 0.2 }, 'degenerate', 0.6],
  ['no mass on one of them', { Yes: 0.97, No: 0 }, 'zero_denominator', 0.97],
])('%s has no log odds, and its mass is told', async (_, probabilities, reason, mass) => {
  const [odds, told] = await scoresOf(probabilities);
  expect(odds).toEqual([null, reason]);
  expect(told?.[0]).toBeCloseTo(mass, 12);
});

test('a server without probabilities gives none', async () => {
  expect(await scoresOf(null)).toEqual([
    [null, 'capability_missing'],
    [null, 'capability_missing'],
  ]);
});
