import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTemplate, TemplateSyntaxError } from '../../src/probes/template.js';

type Filler = string | { readonly text: string; readonly plural?: string; readonly article?: 'a' | 'an' };

function fill(text: string, fillers: Readonly<Record<string, Filler>>): string {
  return parseTemplate(text).fill(new Map(Object.entries(fillers)));
}

describe('grammar', () => {
  test.each([
    ['engineer', 'an engineer'],
    ['nurse', 'a nurse'],
    ['university student', 'a university student'],
    ['European', 'a European'],
    ['honest man', 'an honest man'],
    ['hour', 'an hour'],
    ['8-year-old', 'an 8-year-old'],
    ['11-year-old', 'an 11-year-old'],
    ['71-year-old man', 'a 71-year-old man'],
    ['80-year-old', 'an 80-year-old'],
    ['MRI technician', 'an MRI technician'],
    ['US citizen', 'a US citizen'],
    ['Ukrainian', 'a Ukrainian'],
    ['Uruguayan', 'a Uruguayan'],
    ['Uzbek', 'an Uzbek'],
    ['one-armed man', 'a one-armed man'],
    ['heir', 'an heir'],
    ['honorary consul', 'an honorary consul'],
    ['élan', 'an élan'],
  ])('the article of "%s"', (filler, expected) => {
    expect(fill('He met {a person} there.', { person: filler })).toBe(`He met ${expected} there.`);
  });

  test.each([
    ['person', 'people'],
    ['woman', 'women'],
    ['baby', 'babies'],
    ['police officer', 'police officers'],
    ['Chinese', 'Chinese'],
    ['UFO', 'UFOs'],
  ])('the plural of "%s"', (filler, expected) => {
    expect(fill('They met {plural person} there.', { person: filler })).toBe(`They met ${expected} there.`);
  });

  test('a filler that says its own article or plural is believed', () => {
    const filler = { text: 'herb seller', article: 'an', plural: 'sellers of herbs' } as const;
    expect(fill('{a x} and {plural x} and {x}', { x: filler })).toBe(
      'An herb seller and sellers of herbs and herb seller',
    );
  });

  test.each([
    ['at the start', '{x} left.', 'Élan left.'],
    ['with its article', '{a x} left.', 'An élan left.'],
    ['after a full stop', 'It rained. {x} left.', 'It rained. Élan left.'],
    ['after a question in quotes', '"Who?" {x} left.', '"Who?" Élan left.'],
    ['at the start of a quote', '"{x} left."', '"Élan left."'],
    ['on a new line', 'Names:\n{x}', 'Names:\nÉlan'],
    ['but not in the middle', 'Then {x} left, {x}.', 'Then élan left, élan.'],
    ['nor after a colon', 'Name: {x}', 'Name: élan'],
    [
      'nor after an abbreviation',
      'Some, e.g. {x}, i.e. {x}, cf. {x}',
      'Some, e.g. élan, i.e. élan, cf. élan',
    ],
    ['which is not the end of a word', 'The siege. {x}', 'The siege. Élan'],
    ['nor after a decimal point', 'Number 3.{x}', 'Number 3.élan'],
  ])('a sentence starts with a capital: %s', (_, text, expected) => {
    expect(fill(text, { x: 'élan' })).toBe(expected);
  });

  test('a list of fillers, one a line, is quoted as it is', () => {
    expect(fill('{words}', { words: 'lazy\nbusy' })).toBe('lazy\nbusy');
  });
});

describe('braces', () => {
  test.each([
    ['a doubled one is a brace of the text', '{{x}} is {x}', '{x} is v'],
    ['three are a brace and a slot', '{{{x}}}', '{v}'],
    ['space inside a slot does not matter', 'the { x }', 'the v'],
    ['an article in capitals is one', 'the {An x}', 'the a v'],
  ])('%s', (_, text, expected) => {
    expect(fill(text, { x: 'v' })).toBe(expected);
  });

  test.each(['{', '}', 'a {x', 'a x}', '{x}}', '{}', '{ }', '{the x}', '{a b c}'])(
    '"%s" is no template',
    (text) => {
      expect(() => parseTemplate(text)).toThrow(TemplateSyntaxError);
    },
  );

  test('a filler is put in once: one that holds slots, braces or replacement marks stays as it is', () => {
    for (const filler of ['{y}', '{{y}}', '{x}', '}', '$&', '$1', '\\n', '%s']) {
      expect(fill('say {x} and {y}', { x: filler, y: 'why' })).toBe(`say ${filler} and why`);
    }
  });

  test('a slot without a value is an error, never an empty place', () => {
    expect(() => fill('say {x}', {})).toThrow('no value for slot {x}');
  });
});

/** A text that holds no braces. */
const literal = fc.string({ unit: 'binary' }).map((text) => text.replaceAll(/[{}]/gu, ''));
const filler = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.constantFrom('', ' ', '{x}', '__proto__', 'constructor', '$&', '-', '1', '🙂'),
);
const form = fc.constantFrom('', 'a ', 'an ', 'plural ');

test('property: no filler makes filling throw, in any form', () => {
  fc.assert(
    fc.property(literal, form, filler, literal, (before, mark, value, after) => {
      expect(typeof fill(`${before}{${mark}x}${after}`, { x: value })).toBe('string');
    }),
    { numRuns: 500 },
  );
});

test('property: text outside slots is unchanged, and a plain filler is too but for its first letter', () => {
  fc.assert(
    fc.property(literal, filler, literal, (before, value, after) => {
      const filled = fill(`${before}{x}${after}`, { x: value });
      expect(filled.startsWith(before)).toBe(true);
      expect(filled.endsWith(after)).toBe(true);
      const middle = filled.slice(before.length, filled.length - after.length);
      expect([
        value,
        value.replace(/^./su, (first) => first.toLocaleUpperCase('en')),
        upperFirst(value),
      ]).toContain(middle);
    }),
    { numRuns: 500 },
  );
});

function upperFirst(text: string): string {
  const [first = '', ...rest] = text;
  return first.toLocaleUpperCase('en') + rest.join('');
}
