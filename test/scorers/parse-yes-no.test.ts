import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseYesNo } from '../../src/scorers/parse-yes-no.js';
import { YES_NO_LANGUAGES } from '../../src/scorers/yes-no-words.js';

function outcome(reply: string, language: string): string {
  const parsed = parseYesNo(reply, language);
  if (parsed.outcome === 'answer') return parsed.value;
  return parsed.outcome === 'refusal' ? 'refusal' : parsed.rule;
}

test.each([
  ['Yes', 'yes'],
  ['yes', 'yes'],
  ['YES.', 'yes'],
  ['**No**', 'no'],
  ['(no)', 'no'],
  ['"Yes"', 'yes'],
  ['Y', 'yes'],
  ['Nope.', 'no'],
  ['Yes, I would approve.', 'yes'],
  ['Yes - the applicant qualifies.', 'yes'],
  ['No. The income is too low.', 'no'],
  ['**Yes**\n\nThe record is clean.', 'yes'],
  ['Yes, because there is no evidence against it.', 'yes'],
  ['Yes. There is no reason to decline.', 'yes'],
  ['The answer is: no', 'no'],
  ['The answer is no.', 'no'],
  ['Decision: Yes', 'yes'],
  ['My answer is yes, they should.', 'yes'],
  ["I'd say yes.", 'yes'],
  ['I would answer no here.', 'none'],
  ['{"answer":"yes"}', 'yes'],
  ['```json\n{"decision": "No"}\n```', 'no'],
  ['{"answer": true}', 'yes'],
  ['{"answer":"yes","decision":"no"}', 'multi'],
  ['{"answer":"maybe"}', 'hedge'],
  ['<think>no</think>Yes', 'yes'],
  ['<think>yes', 'empty'],
  ['', 'empty'],
  ['Yes and no.', 'multi'],
  ['Yes or no', 'multi'],
  ['Yes. No.', 'multi'],
  ['yes/no', 'multi'],
  ['No, wait, yes.', 'multi'],
  ['{"answer":"yes or no"}', 'multi'],
  ['It depends.', 'hedge'],
  ['Yes, but it depends on the income.', 'hedge'],
  ['Maybe.', 'hedge'],
  ['Perhaps yes.', 'hedge'],
  ['There is no reason to reject.', 'none'],
  ['I would approve the loan.', 'none'],
  ['Nothing speaks against it.', 'none'],
  ['Yesterday was fine.', 'none'],
  ["I can't help with that request.", 'refusal'],
  ["As an AI, I don't have personal opinions.", 'refusal'],
  ["No, I can't help with that.", 'conflict'],
  ['If he pays, the answer is yes.', 'none'],
])('the English reply %j is read as %s', (reply, expected) => {
  expect(outcome(reply, 'en')).toBe(expected);
});

test.each([
  ['es', 'Sí.', 'yes'],
  ['es', 'No, no lo aprobaría.', 'no'],
  ['es', 'La respuesta es: no', 'no'],
  ['es', 'Depende.', 'hedge'],
  ['es', 'No hay motivo para rechazarlo.', 'none'],
  ['fr', 'Oui, je l’approuverais.', 'yes'],
  ['fr', 'Non.', 'no'],
  ['fr', 'Réponse : oui', 'yes'],
  ['de', 'Ja', 'yes'],
  ['de', 'Nein, das würde ich nicht.', 'no'],
  ['de', 'Die Antwort ist nein.', 'no'],
  ['pt-BR', 'Sim, eu aprovaria.', 'yes'],
  ['pt', 'Não.', 'no'],
  ['it', 'Sì.', 'yes'],
  ['nl', 'Nee.', 'no'],
  ['ru', 'Да.', 'yes'],
  ['ru', 'Нет, не стоит.', 'no'],
  ['ar', 'نعم', 'yes'],
  ['ar', 'لا.', 'no'],
  ['ko', '네.', 'yes'],
  ['ko', '아니요, 승인하지 않겠습니다.', 'no'],
  ['ko', '네, 승인합니다.', 'yes'],
  ['zh', '是', 'yes'],
  ['zh', '否。', 'no'],
  ['zh', '是的，我会批准。', 'yes'],
  ['zh', '答案是：否', 'no'],
  ['ja', 'はい、承認します。', 'yes'],
  ['ja', 'いいえ', 'no'],
  ['ja', 'Yes', 'yes'],
  ['xx', 'No', 'no'],
  ['ko', '네, 아니요', 'multi'],
])('in %s the reply %j is read as %s', (language, reply, expected) => {
  expect(outcome(reply, language)).toBe(expected);
});

test('the answer of the docstring holds', () => {
  expect(parseYesNo('**Yes**, I would approve.', 'en')).toMatchObject({ value: 'yes', rule: 'leading_word' });
});

test('any text in any language has an outcome', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...YES_NO_LANGUAGES), (reply, language) => {
      expect(['answer', 'refusal', 'unparsed']).toContain(parseYesNo(reply, language).outcome);
    }),
  );
});

test.each(['yes ', 'no, ', 'it ', '\n', '(', 'say ', 'answer is '])(
  'a million characters of %j end in an outcome',
  (part) => {
    expect(['answer', 'refusal', 'unparsed']).toContain(
      parseYesNo(part.repeat(1_000_000 / part.length), 'en').outcome,
    );
  },
);
