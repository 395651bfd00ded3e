import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { weighContrast } from '../../../src/scorers/vader/contrast.js';

/** The reference's walk in its own, quadratic form: the list is edited while it is walked through. */
function walk(valences: number[], but: number): number[] {
  for (const valence of valences) {
    const first = valences.indexOf(valence);
    if (first < but) valences[first] = valence * 0.5;
    else if (first > but) valences[first] = valence * 1.5;
  }
  return valences;
}

function weighed(valences: readonly number[], but: number): number[] {
  const copy = [...valences];
  weighContrast(copy, but);
  return copy;
}

describe('weighContrast', () => {
  test('halves before and raises after, when no values are equal', () => {
    expect(weighed([2, 0, 3], 1)).toEqual([1, 0, 4.5]);
  });

  test('scales the first equal value again and the met one never', () => {
    // Meeting 2 gives [1, 1, 0]; meeting 1 at the second place scales the first place.
    expect(weighed([2, 1, 0], 2)).toEqual([0.5, 1, 0]);
  });

  test('scales before "but" for a value met after it', () => {
    // Meeting the last 2 finds none before: 2 became 1. Meeting the last 1 finds it in front and halves it.
    expect(weighed([2, 0, 2, 1], 1)).toEqual([0.5, 0, 3, 1]);
  });

  test('gives the list of the edited walk for any list of few distinct values', () => {
    const value = fc.constantFrom(-3, -2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.25, 3, 4.5);
    fc.assert(
      fc.property(fc.array(value, { maxLength: 40 }), fc.nat(), (values, seed) => {
        const but = seed % (values.length + 1);
        const valences = [...values.slice(0, but), 0, ...values.slice(but)];
        expect(weighed(valences, but)).toEqual(walk([...valences], but));
      }),
    );
  });
});
