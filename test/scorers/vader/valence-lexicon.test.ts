import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { valenceLexicon } from '../../../src/scorers/vader/valence-lexicon.js';

const REFERENCE = new URL('../../../../shared/data/vader/vader_lexicon.txt', import.meta.url);

describe('valenceLexicon', () => {
  test('repeats the worked example and holds the four corrected entries', () => {
    const lexicon = valenceLexicon();
    expect(lexicon.get('good')).toBe(1.9);
    expect(['heart', 'hearts', 'flawed', 'badass'].map((token) => lexicon.get(token))).toEqual([
      3.2, 3.3, -2.1, 1.4,
    ]);
    expect(lexicon.size).toBe(7506);
  });

  test('is read once', () => {
    expect(valenceLexicon()).toBe(valenceLexicon());
  });
});

describe.skipIf(!existsSync(REFERENCE))('valenceLexicon against the reference file', () => {
  test('has the same entries with the same values', () => {
    const reference = new Map<string, number>();
    for (const line of readFileSync(REFERENCE, 'utf8').split('\n')) {
      const [token, mean] = line.trim().split('\t');
      if (token !== undefined && mean !== undefined) reference.set(token, Number(mean));
    }
    expect(reference.size).toBe(7506);
    expect(new Map([...valenceLexicon()].sort())).toEqual(new Map([...reference].sort()));
  });
});
