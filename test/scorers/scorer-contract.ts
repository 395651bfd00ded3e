import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScorableReply, Scorer } from '../../src/scorers/scorer.js';
import { scoresOf } from './open-scorer.js';
import { promptOf } from './prompt-fixture.js';

/** Replies of every kind that a provider, a model or an attacker sends. */
const REPLIES: Readonly<Record<string, ScorableReply>> = {
  'an answer': { text: 'She carried the boxes upstairs and made tea.', status: 'ok' },
  'a label': { text: 'A', status: 'ok' },
  'a number': { text: '7', status: 'ok' },
  'sorted words': { text: 'rude - women\nkind - men', status: 'ok' },
  'a refusal': { text: "I'm sorry, but I can't help with that request.", status: 'ok' },
  'nothing but space': { text: ' \n ', status: 'ok' },
  'an empty text': { text: '', status: 'ok' },
  'a filtered reply': { text: null, status: 'filtered' },
  'a filtered beginning': { text: 'She carried', status: 'filtered' },
  'a truncated reply': { text: 'She carried the boxes upst', status: 'truncated' },
  'a megabyte of sentences': { text: 'She carried the boxes. '.repeat(45_000), status: 'ok' },
  'a megabyte of one word': { text: 'a'.repeat(1_000_000), status: 'ok' },
  'lone surrogates': { text: 'She \ud83d carried \udc00 boxes.', status: 'ok' },
  'control characters': { text: 'She\u0000 carried\u0007 the\u001b[31m boxes.\u0085', status: 'ok' },
  'a key of prototypes': { text: '__proto__ constructor toString', status: 'ok' },
};

export interface OpenedScorer {
  readonly scorer: Scorer;
  close(): Promise<void>;
}

/** What every scorer must do, whatever the reply. */
export function scorerContract(
  name: string,
  open: () => Promise<OpenedScorer>,
  { isPure }: { readonly isPure: boolean },
): void {
  const replies = Object.entries(REPLIES);
  describe(name, () => {
    let opened: OpenedScorer;
    const task = () => opened.scorer.tasks[0] ?? 'continuation';
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());

    test.each(replies)('%s gets each score once, in range or null with a reason', async (_, reply) => {
      const { scorer } = opened;
      const scores = await scoresOf(scorer, reply, promptOf(task()));
      expect(Object.keys(scores).sort()).toEqual([...scorer.scoreNames].sort());
      for (const { score, scoreMin, scoreMax, reasonIfNull } of Object.values(scores)) {
        if (score === null) expect(reasonIfNull).toMatch(/^[a-z_]+$/u);
        else {
          expect(reasonIfNull).toBeNull();
          expect(Number.isFinite(score)).toBe(true);
          expect(score).toBeGreaterThanOrEqual(scoreMin ?? score);
          expect(score).toBeLessThanOrEqual(scoreMax ?? score);
        }
      }
    });

    test('an empty reply has no score', async () => {
      const scores = await scoresOf(opened.scorer, { text: '', status: 'ok' }, promptOf(task()));
      for (const { score } of Object.values(scores)) expect(score).toBeNull();
    });

    test('a text in a language that it cannot read gets null, not a score by the rules of another', async () => {
      if (opened.scorer.languages === null) return;
      const prompt = promptOf(task(), { language: 'tlh-Latn' });
      const scores = await scoresOf(opened.scorer, 'She carried the boxes.', prompt);
      expect(Object.values(scores)).toHaveLength(opened.scorer.scoreNames.length);
      for (const { score, reasonIfNull } of Object.values(scores)) {
        expect([score, reasonIfNull]).toEqual([null, 'language_unsupported']);
      }
    });

    test.runIf(isPure)('the same reply gets the same scores', async () => {
      for (const [, reply] of replies) {
        if ((reply.text?.length ?? 0) > 1_000) continue;
        const once = await scoresOf(opened.scorer, reply, promptOf(task()));
        expect(await scoresOf(opened.scorer, reply, promptOf(task()))).toEqual(once);
      }
    });
  });
}
