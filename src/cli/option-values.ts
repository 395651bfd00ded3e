import { InvalidArgumentError } from 'commander';

/** Of an option that may be given several times. */
export function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

function integer(text: string, lowest: number): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < lowest)
    throw new InvalidArgumentError(`Expected a whole number from ${lowest} up.`);
  return value;
}
export const positive = (text: string) => integer(text, 1);
export const natural = (text: string) => integer(text, 0);

export function amount(text: string): number {
  const value = Number(text);
  if (!(Number.isFinite(value) && value > 0)) throw new InvalidArgumentError('Expected an amount above 0.');
  return value;
}

export function parseShard(text: string): { index: number; of: number } {
  const [, index = Number.NaN, of = Number.NaN] = /^(\d+)\/(\d+)$/u.exec(text)?.map(Number) ?? [];
  if (!(1 <= index && index <= of)) {
    throw new InvalidArgumentError('Expected i/n with i from 1 to n, for example 1/4.');
  }
  return { index, of };
}
