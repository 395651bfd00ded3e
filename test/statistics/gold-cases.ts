import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';

const FOLDER = new URL('../../../shared/data/stat-vectors/', import.meta.url);

/** The gold vectors lie beside the repository; a clone without them skips the tests that need them. */
export const goldAbsent = !existsSync(FOLDER);

export interface GoldCase<Input, Expected> {
  readonly id: string;
  readonly fn: string;
  readonly input: Input;
  readonly expected: Expected;
  readonly tol: number;
}

/** The cases of one function in one gold file; the type arguments describe what the file holds. */
export function goldCases<Input, Expected>(file: string, fn: string): GoldCase<Input, Expected>[] {
  if (goldAbsent) {
    return [];
  }
  const text = readFileSync(new URL(`${file}.json`, FOLDER), 'utf8');
  const { cases }: { cases: GoldCase<Input, Expected>[] } = JSON.parse(text);
  const found = cases.filter((candidate) => candidate.fn === fn);
  expect(found.length, `${file}.json has cases of ${fn}`).toBeGreaterThan(0);
  return found;
}

/** Tolerance as the gold files define it: absolute, or relative where |expected| > 1. */
export function expectClose(actual: number | null, expected: number | null, tolerance: number): void {
  if (expected === null || actual === null) {
    expect(actual).toBe(expected);
    return;
  }
  const allowed = tolerance * Math.max(1, Math.abs(expected));
  expect(Math.abs(actual - expected), `${actual} is within ${allowed} of ${expected}`).toBeLessThanOrEqual(
    allowed,
  );
}

export function expectAllClose(
  actual: readonly (number | null)[],
  expected: readonly number[],
  tolerance: number,
): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expectClose(actual[i] ?? null, value, tolerance);
  });
}
