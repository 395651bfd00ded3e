import { expect, test } from 'vitest';
import { builtinScorers } from '../../src/scorers/builtin-scorers.js';
import { defineScorer } from '../../src/scorers/scorer.js';
import { checkKeys, defineScorerFactory } from '../../src/scorers/scorer-factory.js';
import { UnknownNameError } from '../../src/suites/bind-metrics.js';
import { ScorerFinder } from '../../src/suites/find-scorer.js';

const shouting = defineScorerFactory({
  name: 'shouting',
  description: 'Share of capitals.',
  form: 'shouting[?limit=...]',
  open(settings) {
    checkKeys(settings, ['limit']);
    return defineScorer({
      name: 'shouting',
      version: `1+${settings.options.limit}`,
      description: 'Share of capitals.',
      scoreNames: ['capitals'],
      tasks: ['continuation'],
      languages: null,
      score: () => [],
    });
  },
});
const finder = () => new ScorerFinder([...builtinScorers, shouting]);

test('plain scorers and scorers with settings are found in one way', () => {
  expect(finder().find('vader').name).toBe('vader');
  expect(finder().find('shouting?limit=3').version).toBe('1+3');
});

test('one SPEC is one scorer, so that it is prepared once', () => {
  const scorers = finder();
  expect(scorers.find('shouting?limit=3')).toBe(scorers.find('shouting?limit=3'));
});

test('two scorers of one name are refused, since metrics could not tell them apart', () => {
  const scorers = finder();
  scorers.find('shouting?limit=3');
  expect(() => scorers.find('shouting?limit=4')).toThrow(/one scorer "shouting"/u);
});

test.each([
  ['vadr', /unknown scorer "vadr".*did you mean "vader"/u],
  ['vader:large', /takes no model and no keys/u],
  ['vader?x=1', /takes no model and no keys/u],
  ['shouting?limt=3', /unknown key "limt".*did you mean "limit"\?; expected shouting\[\?limit=/u],
  ['shouting?limit=3&limit=4', /given twice/u],
  ['openai_moderation?baseUrl=x', /did you mean "baseURL"/u],
  ['hf_toxicity:unitary/toxic-bert?functoin=sigmoid', /did you mean "function"/u],
  ['hf_toxicity:unitary/toxic-bert?function=argmax', /softmax or sigmoid, got "argmax"/u],
  ['hf_toxicity:unitary/toxic-bert?concurrency=0', /count from 1/u],
  [':model', /name\[:model\]/u],
])('%s is refused', (spec, message) => {
  expect(() => finder().find(spec)).toThrow(UnknownNameError);
  expect(() => finder().find(spec)).toThrow(message);
});
