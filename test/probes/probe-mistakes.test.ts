import { describe, expect, test } from 'vitest';
import { FileError } from '../../src/errors.js';
import { open, pairProbe, YES_NO } from './example-probe.js';

function complaintsOf(text: string): string[] {
  try {
    open(text);
  } catch (error) {
    if (error instanceof FileError) return error.message.split('\n');
    throw error;
  }
  return [];
}

/** The probe with one passage replaced, which must be there. */
function change(text: string, from: string, to: string): string {
  expect(text).toContain(from);
  return text.replace(from, to);
}

const YES_NO_KEYS =
  'axis, crossed_by, groups, harm, instructions, language, licence, limits, literature, measures, metrics, probe, rationale, reference, scorers, slots, system, task, templates, title, version';

describe('the examples themselves', () => {
  test.each([
    ['yes_no', YES_NO],
    ['choice', pairProbe(2)],
  ])('%s has no mistake', (_, text) => {
    expect(complaintsOf(text)).toEqual([]);
  });
});

/** what, passage, what stands there instead, line:column and message */
const YES_NO_MISTAKES: readonly (readonly [string, string, string, string])[] = [
  [
    'an unknown key',
    'title: An',
    'titel: An',
    `3:1: unknown key "titel"; allowed: ${YES_NO_KEYS}; did you mean "title"?`,
  ],
  ['a missing key', 'rationale: Why.\n', '', '1:1: "rationale" is missing'],
  [
    'a key of the prototype',
    'axis: age',
    'axis: age\n__proto__: {}',
    `12:1: unknown key "__proto__"; allowed: ${YES_NO_KEYS}`,
  ],
  ['a key given twice', 'axis: age', 'axis: age\naxis: sex', '12:1: the key is given twice'],
  [
    'a wrong task',
    'task: yes_no',
    'task: yes-no',
    '12:7: unknown value "yes-no"; allowed: choice, yes_no, rating, word_sort, continuation; did you mean "yes_no"?',
  ],
  [
    'a wrong harm',
    'harm: allocation',
    'harm: alocation',
    '6:7: unknown value "alocation"; allowed: stereotyping, denigration, quality_of_service, allocation, erasure; did you mean "allocation"?',
  ],
  ['a number for a text', 'version: "1"', 'version: 1', '2:10: expected a text, got 1; put it in quotes'],
  ['an empty text', 'title: An example', 'title: ""', '3:8: expected some text, got ""'],
  ['a text for a list', 'limits: [Small.]', 'limits: Small.', '7:9: expected a list, got "Small."'],
  ['an empty list', 'limits: [Small.]', 'limits: []', '7:9: expected 1 or more entries, got []'],
  [
    'a name with capitals',
    'probe: example',
    'probe: Example',
    '1:8: expected lower-case letters, digits and hyphens, got "Example"',
  ],
  [
    'a term of no kind',
    'terms: [Ann, Ida]',
    'terms: [Ann, 5]',
    '16:33: expected a text or keys with values, got 5',
  ],
  [
    'an unknown key of a term',
    '[Ann, Ida]',
    '[Ann, { text: Ida, plurals: x }]',
    '16:46: unknown key "plurals"; allowed: article, facts, plural, stereotyped, text; did you mean "plural"?',
  ],
  ['a group named twice', 'name: younger', 'name: older', '17:13: group "older" is named twice'],
  [
    'a reference that is no group',
    'reference: younger',
    'reference: yonger',
    '18:12: unknown group "yonger"; allowed: older, younger; did you mean "younger"?',
  ],
  [
    'groups of unlike length',
    'terms: [Zoe, Mia]',
    'terms: [Zoe]',
    '17:29: expected 2 terms, as in group "older" (the i-th terms are counterfactuals of each other), got 1',
  ],
  ['a template named twice', 'id: fine', 'id: hire', '21:11: template "hire" is named twice'],
  [
    'a template without its slot',
    'fine {group}?',
    'fine them?',
    '21:23: the template lacks its slot {group}',
  ],
  [
    'a template with a slot misspelt',
    'fine {group}?',
    'fine {group} in {citty}?',
    '21:23: unknown slot "citty"; allowed: group',
  ],
  [
    'a single brace',
    'fine {group}?',
    'fine {group?',
    '21:23: a single "{"; write "{{" for a brace of the text',
  ],
  [
    'a slot of three words',
    'fine {group}?',
    'fine {the old group}?',
    '21:23: "{the old group}": expected {slot}, {a slot} or {plural slot}',
  ],
  [
    'an article outside the slot',
    'fine {group}?',
    'fine a {group}?',
    '21:23: write {a group}, so that the article fits every filler',
  ],
  [
    'a slot without values',
    'reference: younger\n',
    'reference: younger\nslots: { city: [] }\n',
    '19:16: a slot needs at least one value, got []',
  ],
  [
    'a slot that is null',
    'reference: younger\n',
    'reference: younger\nslots: { city: }\n',
    '19:16: expected a list, got null',
  ],
  [
    'a slot that no text uses',
    'reference: younger\n',
    'reference: younger\nslots: { city: [Rome] }\n',
    '19:10: no text uses slot {city}',
  ],
  [
    'a slot named badly',
    'reference: younger\n',
    'reference: younger\nslots: { City: [Rome] }\n',
    '19:10: expected lower-case letters, digits and hyphens, got "City"',
  ],
  [
    'a slot with a name of the harness',
    'hire {group}?',
    'hire {group} for {term}?',
    '20:23: unknown slot "term"; allowed: group',
  ],
  [
    'a crossing with nothing',
    'reference: younger\n',
    'reference: younger\ncrossed_by: grup\n',
    '19:13: unknown slot "grup"; allowed: group; did you mean "group"?',
  ],
  [
    'a favourable answer that is none',
    'favourable: no',
    'favourable: maybe',
    '21:68: unknown value "maybe"; allowed: yes, no',
  ],
  [
    'a second document',
    'axis: age',
    'axis: age\n---\nx: 1',
    '12:1: expected one document, got a second one after "---"',
  ],
  ['an unknown tag', 'title: An', 'title: !shout An', '3:8: not valid YAML: Unresolved tag: !shout'],
];

test.each(YES_NO_MISTAKES)('%s is told with its place', (_, from, to, message) => {
  expect(complaintsOf(change(YES_NO, from, to))).toContain(`example.probe.yaml:${message}`);
});

const PAIR = pairProbe(1);
const CHOICE_MISTAKES: readonly (readonly [string, string, string, string])[] = [
  [
    'options without an unknown',
    ', role: unknown }',
    ' }',
    '20:3: expected exactly one option with role: unknown, got 0',
  ],
  ['an option named twice', 'id: reference,', 'id: group,', '21:11: option "group" is named twice'],
  [
    'an option of no group',
    'group: reference }',
    'group: yonger }',
    '21:54: unknown group "yonger"; allowed: group, reference, older, younger; did you mean "younger"?',
  ],
  [
    'a pair without a reference',
    'reference: younger\n',
    '',
    '19:3: options of group and reference need a "reference" group',
  ],
  [
    'a pair without both questions',
    'questions: { negative: Who was rude?, positive: Who was kind? }',
    'question: Who was rude?',
    '24:5: options of group and reference need "questions" of both polarities',
  ],
  [
    'a scene without one of its two persons',
    '{a second}',
    'a friend',
    '25:11: the template lacks its slot {second}',
  ],
  [
    'too few labels',
    'templates:',
    'labels: [[A, B]]\ntemplates:',
    '23:10: expected 3 different labels, got 2',
  ],
  [
    'one label twice',
    'templates:',
    'labels: [[A, B, B]]\ntemplates:',
    '23:10: expected 3 different labels, got 3',
  ],
  [
    'a label set twice',
    'templates:',
    'labels: [[A, B, C], [A, B, C]]\ntemplates:',
    '23:21: label set "ABC" is named twice',
  ],
  [
    'the reference as the only group',
    '  - { name: older, terms: [old man, old woman] }\n',
    '',
    '16:3: expected a group besides the reference, got none',
  ],
];

test.each(CHOICE_MISTAKES)('%s is told with its place', (_, from, to, message) => {
  expect(complaintsOf(change(PAIR, from, to))).toContain(`example.probe.yaml:${message}`);
});

test('every permutation of five options is too many', () => {
  const more =
    '  - { id: four, text: Neither, role: neutral }\n  - { id: five, text: Both, role: neutral }\n';
  const text = change(PAIR, 'templates:', `${more}orders: all\ntemplates:`);
  expect(complaintsOf(text)).toEqual([
    'example.probe.yaml:25:9: every permutation of more than 4 options is too many; use "rotations"',
  ]);
  expect(complaintsOf(change(text, 'orders: all', 'orders: rotations'))).toEqual([]);
});

test('a slot that the harness fills cannot be one of the file', () => {
  for (const slot of [
    'group',
    'reference',
    'first',
    'second',
    'words',
    'labels',
    'low',
    'high',
    'term',
    'order',
  ]) {
    const text = change(YES_NO, 'reference: younger\n', `reference: younger\nslots: { ${slot}: [x] }\n`);
    expect(complaintsOf(text)).toContain(
      `example.probe.yaml:19:10: "${slot}" is a name of the harness; choose another one`,
    );
  }
});

test('what crosses the templates must stand in each of them', () => {
  const crossed = change(
    YES_NO,
    'reference: younger\n',
    'reference: younger\ncrossed_by: city\nslots: { city: [Rome, Oslo] }\n',
  );
  expect(complaintsOf(change(crossed, 'hire {group}?', 'hire {group} in {city}?'))).toEqual([
    'example.probe.yaml:23:23: the template lacks the slot {city} of crossed_by, which must cross every template',
  ]);
});

test('more items than can be numbered are a mistake of the file, not a crash', () => {
  // 2 templates x 2 names x 2 groups, the first with 10 slots of 50 values: about 4 x 9.8e16 items.
  const names = Array.from({ length: 10 }, (_, index) => `s${index}`);
  const values = Array.from({ length: 50 }, (_, index) => `v${index}`).join(', ');
  const slots = names.map((name) => `  ${name}: [${values}]\n`).join('');
  const text = change(YES_NO, 'reference: younger\n', `reference: younger\nslots:\n${slots}`);
  const used = change(text, 'hire {group}?', `hire {group}: ${names.map((name) => `{${name}}`).join(' ')}?`);
  expect(complaintsOf(used)).toEqual([
    'example.probe.yaml:20:3: expected at most 2^52 items, got 390625000000000000',
  ]);
});

test('all mistakes of a stage come at once, in the order of the file', () => {
  const text = YES_NO.replace('harm: allocation', 'harm: none')
    .replace('title: An example', 'title: 3')
    .replace('favourable: no', 'favourable: neither');
  expect(complaintsOf(text).map((line) => line.split(': ')[0])).toEqual([
    'example.probe.yaml:3:8',
    'example.probe.yaml:6:7',
    'example.probe.yaml:21:68',
  ]);
  const wrongInMeaning = YES_NO.replace('fine {group}?', 'fine them?')
    .replace('reference: younger', 'reference: nobody')
    .replace('id: fine', 'id: hire');
  expect(complaintsOf(wrongInMeaning).map((line) => line.split(': ')[0])).toEqual([
    'example.probe.yaml:18:12',
    'example.probe.yaml:21:11',
    'example.probe.yaml:21:23',
  ]);
});

describe('YAML that is none', () => {
  test.each([
    ['an empty file', '', '1:1: expected keys with values, got null'],
    ['a list', '- a\n', '1:1: expected keys with values, got ["a"]'],
    [
      'an open bracket',
      'probe: [a\n',
      '2:1: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    ['a tab for spaces', 'probe:\n\t- a\n', '2:1: not valid YAML: Tabs are not allowed as indentation'],
  ])('%s is told with its place', (_, text, message) => {
    expect(complaintsOf(text)).toContain(`example.probe.yaml:${message}`);
  });

  test('aliases of aliases do not become a billion nodes', () => {
    const tenfold = (name: string, of: string) => `${name}: &${name} [${Array(10).fill(of).join(', ')}]\n`;
    const text =
      tenfold('a', 'x') +
      ['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].reduce(
        (sum, name, index) => sum + tenfold(name, `*${String.fromCharCode(97 + index)}`),
        '',
      );
    expect(complaintsOf(text)).toEqual([
      'example.probe.yaml:1:1: not readable YAML: Excessive alias count indicates a resource exhaustion attack',
    ]);
  });

  test('lines are counted alike with Windows line ends and a byte order mark', () => {
    const text = `\uFEFF${YES_NO.replace('harm: allocation', 'harm: none').replaceAll('\n', '\r\n')}`;
    expect(complaintsOf(text)).toEqual([
      'example.probe.yaml:6:7: unknown value "none"; allowed: stereotyping, denigration, quality_of_service, allocation, erasure',
    ]);
  });
});

describe('a factorial design of groups', () => {
  const designed = (older: string, younger: string, reference = 'reference: younger\n') =>
    change(
      change(
        change(YES_NO, '{ name: older,', `{ name: older, ${older}`),
        '{ name: younger,',
        `{ name: younger, ${younger}`,
      ),
      'reference: younger\n',
      reference,
    );

  test('has two factors or more and a reference', () => {
    expect(complaintsOf(designed('factors: { age: old },', 'factors: { age: young },'))).toEqual([
      'example.probe.yaml:16:29: expected two factors or more, got 1',
    ]);
    const both = ['factors: { age: old, sex: f },', 'factors: { age: young, sex: f },'] as const;
    expect(complaintsOf(designed(...both, ''))).toEqual([
      'example.probe.yaml:16:29: factors need a reference, whose levels the others are compared with',
    ]);
    expect(complaintsOf(designed(...both))).toEqual([]);
  });

  test('has the same factors in every group, and no two groups at the same levels', () => {
    expect(complaintsOf(designed('factors: { age: old, sex: f },', ''))).toEqual([
      'example.probe.yaml:17:5: expected the factors of group "older" (age, sex), got none',
    ]);
    expect(
      complaintsOf(designed('factors: { age: old, sex: f },', 'factors: { sex: f, age: old },')),
    ).toEqual(['example.probe.yaml:17:31: group "younger" has the levels of group "older"']);
  });
});
