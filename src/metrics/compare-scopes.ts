import type { EstimateScope } from './estimate.js';

/** Whole scopes before groups, levels before differences, otherwise by name. */
export function compareScopes(a: EstimateScope, b: EstimateScope): number {
  const key = ({ condition, axis, reference, group }: EstimateScope) => [condition, axis, reference, group];
  const theirs = key(b);
  for (const [place, mine] of key(a).entries()) {
    const other = theirs[place] ?? null;
    if (mine === other) continue;
    return mine === null ? -1 : other === null ? 1 : mine < other ? -1 : 1;
  }
  return 0;
}
