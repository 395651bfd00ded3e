import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IDENTITY_TERMS } from '../../../src/scorers/lexicon/identity-terms.js';
import { LEXICON_VERSION, lexiconHits } from '../../../src/scorers/lexicon/lexicon-hits.js';
import { listedLanguage } from '../../../src/scorers/lexicon/listed-terms.js';
import { findObfuscatedTerms } from '../../../src/scorers/lexicon/obfuscated-terms.js';
import { areaUnderCurve, toxigenSample } from '../vader/toxigen-sample.js';

const LANGUAGES = ['en', 'es', 'fr', 'it', 'pt', 'pt-pt', 'ar-latn'];
const count = (text: string, language = 'en') => lexiconHits(text, language)?.length;

describe('lexiconHits', () => {
  test('repeats the worked examples', () => {
    expect(lexiconHits('Well, sh1t.', 'en')).toEqual([{ term: 'shit', start: 6, end: 10 }]);
    expect(lexiconHits('Hej', 'da')).toBeNull();
  });

  test('has a version', () => {
    expect(LEXICON_VERSION).toBe('cuss-2.2-sureness-2+obscenity-0.4+identity-1');
  });

  test('ignores case and width, and finds repeated and exchanged letters', () => {
    const hits = lexiconHits('CRAP ｃｒａｐ shiiit $hit', 'en');
    expect(hits?.map(({ start, end }) => [start, end])).toEqual([
      [0, 4],
      [5, 9],
      [10, 16],
      [17, 21],
    ]);
  });

  test('gives one hit where both lists find the same word', () => {
    expect(lexiconHits('oh shit', 'en')).toHaveLength(1);
  });

  test('leaves parts of words alone', () => {
    const innocent =
      'Scunthorpe, Penistone and Essex; a class assessment, the cockpit, a grape, an analysis, Dickens, ' +
      'Matsushita, a therapist, shitake, a titmouse, the pen is here, Arsenal, cumulative, saxophone';
    expect(lexiconHits(innocent, 'en')).toEqual([]);
    expect(lexiconHits('x$hit sh1tx жshit shit𝐚', 'en')).toEqual([]);
  });

  test.each(LANGUAGES)('never takes an identity term for a hit in %s', (language) => {
    const hit = [...IDENTITY_TERMS].filter(
      (term) => count(`a ${term} and ${term.toUpperCase()}.`, language) !== 0,
    );
    expect(hit).toEqual([]);
  });

  test('leaves sentences about groups alone', () => {
    const sentence =
      'Gay, lesbian, bisexual, transgender and queer people; Black and white women; Muslims, Jews, ' +
      'Catholics and Hindus; Roma and Gypsy families; disabled, deaf and blind men; immigrants and refugees.';
    expect(lexiconHits(sentence, 'en')).toEqual([]);
  });

  test('is empty, not null, without hits', () => {
    expect(lexiconHits('', 'en')).toEqual([]);
    expect(lexiconHits('\ud800 \u0000\u0007 \udc00', 'en')).toEqual([]);
  });

  test('lies inside the text, in order and without overlap, for any text', () => {
    const piece = fc.constantFrom(
      'shit',
      'sh1t',
      ' ',
      '-',
      'white trash',
      'a',
      '\ud800',
      '😀',
      '\u0000',
      'ß',
      '$',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        let covered = 0;
        for (const { start, end } of lexiconHits(text, 'en') ?? []) {
          expect(start).toBeGreaterThanOrEqual(covered);
          expect(end).toBeGreaterThan(start);
          covered = end;
        }
        expect(covered).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  test.each([
    ['hits and allowed words', 'sh1t class ', 90_909],
    ['one word', 'shit', 0],
    ['lone surrogates', '\ud800', 0],
    ['control characters', '\u0000 ', 0],
  ])('takes a million characters of %s', (_, unit, hits) => {
    const started = performance.now();
    expect(count(unit.repeat(Math.floor(1_000_000 / unit.length)))).toBe(hits);
    // Measured 0.1 to 0.5 s.
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe('findObfuscatedTerms', () => {
  test('repeats the worked example', () => {
    expect(findObfuscatedTerms('Scunthorpe', new Set())).toEqual([]);
  });

  test('leaves out what is excluded', () => {
    expect(findObfuscatedTerms('sh1t', new Set(['shit']))).toEqual([]);
  });

  test('finds a term once wherever it stands in a long text', () => {
    for (let before = 2030; before < 2060; before++) {
      const places = findObfuscatedTerms(`${'.'.repeat(before)}sh1t`, new Set()).map(({ start }) => start);
      expect(new Set(places)).toEqual(new Set([before]));
    }
  });
});

describe('listedLanguage', () => {
  test('repeats the worked example', () => {
    expect(listedLanguage('pt-BR')).toBe('pt');
  });

  test('has the seven lists, and null for any other language', () => {
    expect(LANGUAGES.map(listedLanguage)).toEqual(LANGUAGES);
    expect(['en-GB', 'PT-PT', 'ar-Latn'].map(listedLanguage)).toEqual(['en', 'pt-pt', 'ar-latn']);
    expect(['ar', 'de', 'zh-Hans', 'und', ''].map(listedLanguage)).toEqual([null, null, null, null, null]);
  });
});

describe.skipIf(toxigenSample === null)('lexicon hits on the ToxiGen sample, as measured', () => {
  const rows = toxigenSample ?? [];
  const hasHit = (row: { text: string }) => Math.min(count(row.text) ?? 0, 1);
  const share = (label: string) => {
    const labelled = rows.filter((row) => row.label === label);
    return labelled.filter((row) => hasHit(row) === 1).length / labelled.length;
  };

  test('6.6 % of the hateful and 0.8 % of the neutral rows have a hit', () => {
    expect(share('hate')).toBe(17 / 258);
    expect(share('neutral')).toBe(2 / 258);
  });

  test('AUC of having a hit is 0.5291: next to no information', () => {
    expect(areaUnderCurve(rows, hasHit)).toBeCloseTo(0.5291, 4);
  });
});
