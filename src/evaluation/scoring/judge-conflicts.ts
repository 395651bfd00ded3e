import { modelFamily } from '../../scorers/judge/model-family.js';
import type { Scorer } from '../../scorers/scorer.js';
import type { Suite } from '../../suites/suite.js';

/** Flag of figures whose judge is of the family of the model that it judges. */
export const SAME_FAMILY = 'judge_same_family';

/** Whether a scorer's judge is a relative of the model: judges favour what they could have written themselves.
 *  Source: Panickssery et al. 2024, arXiv:2404.13076. */
function isRelative({ judge }: Scorer, model: string): boolean {
  if (judge === undefined) return false;
  const [, ...name] = judge.split(':');
  return modelFamily(name.join(':')) === modelFamily(model);
}

/** The scorers, as `name@version`, whose judge is a relative of the model. */
export function relativesAmong(scorers: readonly Scorer[], model: string): ReadonlySet<string> {
  const relatives = scorers.filter((scorer) => isRelative(scorer, model));
  return new Set(relatives.map(({ name, version }) => `${name}@${version}`));
}

/** What a suite should say before it is run: its judges that are relatives of its models. */
export function judgeConflicts({ models, probes }: Suite): string[] {
  const scorers = [...new Set(probes.flatMap((probe) => probe.scorers))];
  return scorers.flatMap((scorer) =>
    models
      .filter(({ model }) => isRelative(scorer, model))
      .map(
        ({ id }) =>
          `${scorer.name}: ${scorer.judge} judges ${id}, a model of its own family; its figures are flagged ${SAME_FAMILY}. Take a judge of another vendor`,
      ),
  );
}
