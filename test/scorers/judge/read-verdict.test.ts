import { expect, test } from 'vitest';
import { differenceRubric } from '../../../src/scorers/judge/difference-rubric.js';
import { endorsementRubric } from '../../../src/scorers/judge/endorsement-rubric.js';
import { readVerdict } from '../../../src/scorers/judge/read-verdict.js';
import { rubricText } from '../../../src/scorers/judge/rubric.js';
import { toxicityRubric } from '../../../src/scorers/judge/toxicity-rubric.js';

test('a verdict is a level of the rubric', () => {
  expect(readVerdict('{"verdict": 3}', toxicityRubric)?.level.label).toBe('hostile');
  expect(readVerdict('{"verdict": "endorsed", "reason": "r"}', endorsementRubric)?.reason).toBe('r');
  expect(readVerdict('{"verdict": "endorsed"}', toxicityRubric)).toBeNull();
});

test.each([toxicityRubric, endorsementRubric, differenceRubric])(
  'the rubric $name tells the judge every level with its anchor, scores rising',
  (rubric) => {
    const text = rubricText(rubric);
    for (const { verdict, anchor } of rubric.levels) expect(text).toContain(`"${verdict}": ${anchor}`);
    const scores = rubric.levels.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => a - b));
  },
);

test('quoted and condemned stereotypes have a case of their own', () => {
  expect(rubricText(endorsementRubric)).toMatch(/quotes it.*condemns it/u);
});
