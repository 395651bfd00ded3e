import type { GroupFactors } from '../probes/probe.js';

/** The reference of an interaction: what the effects of the single factors add up to. */
const ADDITIVE = 'additive';

/** A weighted sum of the levels of groups. */
export interface Combination {
  readonly axis: string;
  readonly group: string;
  readonly reference: string;
  /** By group; they add up to 0. */
  readonly weights: ReadonlyMap<string, number>;
}

/** What a factorial design can say beside its single groups: the effect of every level of a factor, averaged over the other
 *  factors, and the interaction of every group that differs from the reference in several.
 *  @example race by gender with the reference white-men: black against white weighs black-men and black-women 1/2,
 *  white-men and white-women -1/2; the interaction of black-women weighs it and white-men 1, the other two -1 */
export function factorCombinations(factors: GroupFactors, reference: string): Combination[] {
  return [...effects(factors, reference), ...interactions(factors, reference)];
}

function effects(factors: GroupFactors, reference: string): Combination[] {
  const base = factors[reference] ?? {};
  return Object.entries(base).flatMap(([factor, from]) => {
    const levels = [...new Set(Object.values(factors).flatMap((of) => of[factor] ?? []))];
    return levels
      .filter((level) => level !== from)
      .map((level) => {
        const pairs = Object.entries(factors).flatMap(([group, of]) => {
          const other = of[factor] === level ? groupAt(factors, { ...of, [factor]: from }) : undefined;
          return other === undefined ? [] : [[group, other] as const];
        });
        const weights = new Map(
          pairs.flatMap(([group, other]) => [
            [group, 1 / pairs.length],
            [other, -1 / pairs.length],
          ]),
        );
        return { axis: factor, group: level, reference: from, weights };
      })
      .filter(({ weights }) => weights.size > 0);
  });
}

function interactions(factors: GroupFactors, reference: string): Combination[] {
  const base = factors[reference] ?? {};
  return Object.entries(factors).flatMap(([group, of]) => {
    const changed = Object.keys(base).filter((factor) => of[factor] !== base[factor]);
    const single = changed.flatMap(
      (factor) => groupAt(factors, { ...base, [factor]: of[factor] ?? '' }) ?? [],
    );
    if (changed.length < 2 || single.length < changed.length) return [];
    const weights = new Map([
      [group, 1],
      ...single.map((one) => [one, -1] as const),
      [reference, changed.length - 1],
    ]);
    return [{ axis: Object.keys(base).join('*'), group, reference: ADDITIVE, weights }];
  });
}

function groupAt(factors: GroupFactors, levels: Readonly<Record<string, string>>): string | undefined {
  return Object.keys(factors).find((group) =>
    Object.entries(levels).every(([factor, level]) => factors[group]?.[factor] === level),
  );
}
