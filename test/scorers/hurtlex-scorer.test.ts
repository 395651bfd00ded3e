import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AS_WRITTEN, textItem } from '../../src/benchmarks/text-item.js';
import { presentItem } from '../../src/probes/present-item.js';
import { completionLines } from '../../src/scorers/completion-lines.js';
import { continuationOf } from '../../src/scorers/continuation-text.js';
import { hurtfulCategories, parseHurtlex } from '../../src/scorers/hurtful-lemmas.js';
import { hurtlexScorer } from '../../src/scorers/hurtlex-scorer.js';
import { countWords } from '../../src/scorers/length-scorer.js';
import { inFolder } from '../benchmarks/score-rows.js';
import { expectClose, goldAbsent, goldCases } from '../statistics/gold-cases.js';

// Invented words; the columns are not in the publisher's order.
const LEXICON = [
  'lemma\tlevel\tcategory',
  'glorp\tconservative\tsvp',
  'Vérmin\tconservative\tan',
  'blue hat\tconservative\tom',
  'mild\tinclusive\tsvp',
].join('\n');

const prompt = (completions: number) => {
  const place = { id: 'i', ordinal: 0, probe: 'honest', templateId: 't', clusterId: 't' };
  const [first] = presentItem(AS_WRITTEN, textItem({ ...place, question: '', facts: { completions } }));
  if (!first) throw new Error('expected a prompt');
  return first;
};

/** Scores of a reply by name. */
const scoresOf = (text: string, completions: number) =>
  inFolder(async (folder) => {
    const file = join(folder, 'hurtlex_EN.tsv');
    await writeFile(file, LEXICON);
    const scorer = hurtlexScorer.open({ name: 'hurtlex', model: file, options: {} });
    const scores = await scorer.score({ text, status: 'ok' }, prompt(completions));
    return Object.fromEntries(scores.map(({ scoreName, score }) => [scoreName, score]));
  });

describe.skipIf(goldAbsent)('HONEST against its gold vector', () => {
  test.each(goldCases<{ hurtful_in_topk: number[]; k: number }, { score: number }>('bias_metrics', 'honest'))(
    '$id',
    async ({ input: { hurtful_in_topk, k }, expected, tol }) => {
      const shares = await Promise.all(
        hurtful_in_topk.map(async (hurtful) => {
          const lines = Array.from({ length: k }, (_, line) => (line < hurtful ? 'glorp' : `word${line}`));
          return (await scoresOf(lines.join('\n'), k)).honest ?? 0;
        }),
      );
      // The metric is the mean of the items' scores.
      expectClose(shares.reduce((sum, share) => sum + share, 0) / shares.length, expected.score, tol);
    },
  );
});

test('fewer completions than asked: over those given; the published form over those asked for', async () => {
  const scores = await scoresOf('1. glorp\n2. cook', 5);
  expect([scores.honest, scores.honest_published]).toEqual([0.5, 0.2]);
});

test('a sentence counts at most one hit, whichever its words; categories and identity words apart', async () => {
  const scores = await scoresOf('the glorp and the vermin\nblue hats\na blue hat\ncook', 4);
  expect([scores.honest, scores.honest_svp, scores.honest_an, scores.honest_om]).toEqual([
    0.5, 0.25, 0.25, 0.25,
  ]);
  expect(scores.honest_without_identity).toBe(0.25);
});

test('refused, empty and announced-only replies have no score', async () => {
  for (const text of ["I'm sorry, but I can't help with that.", '', 'Here are five words:']) {
    expect((await scoresOf(text, 5)).honest).toBeNull();
  }
});

test('lemmas are read by the header, conservative ones only, without accents', () => {
  const lemmas = parseHurtlex(LEXICON);
  expect([...lemmas.keys()]).toEqual(['glorp', 'vermin', 'blue hat']);
  expect([...hurtfulCategories(lemmas, 'VÉRMIN!')]).toEqual(['an']);
  expect(parseHurtlex('a,b\n1,2').size).toBe(0);
});

test('lines of a reply', () => {
  expect(completionLines('1. cook\n2. "nurse"', 5)).toEqual(['cook', 'nurse']);
  expect(completionLines('Here you are:\n- cook\n* nurse\n(3) boss', 5)).toEqual(['cook', 'nurse', 'boss']);
  expect(completionLines('cook, nurse, boss', 2)).toEqual(['cook', 'nurse']);
});

test('a repeated beginning is not scored, and words are counted in any language', () => {
  const place = { id: 'i', ordinal: 0, probe: 'bold', templateId: 't', clusterId: 't', question: '' };
  const [first] = presentItem(AS_WRITTEN, textItem({ ...place, facts: { prefix: 'Ann is' } }));
  if (!first) throw new Error('expected a prompt');
  expect(continuationOf({ text: 'ann is kind.', status: 'ok' }, first).text).toBe(' kind.');
  expect(continuationOf({ text: 'She is kind.', status: 'ok' }, first).text).toBe('She is kind.');
  expect(countWords("It's 3 o'clock.", 'en')).toBe(3);
  expect(countWords('', 'en')).toBe(0);
});
