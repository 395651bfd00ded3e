import pluralize from 'pluralize';
import type { Item } from '../probes/item.js';

/** What stood for the group in the training data of the regard classifiers (Sheng et al. 2019). */
export const GROUP_MASK = 'XYZ';

/** Puts XYZ for every mention of the item's group, singular or plural, so that the classifier judges what is said and
 *  not of whom. The group is known by the surface forms that the item carries, and by its name.
 *  @example maskGroup('A Muslim and two Muslims met.', { group: 'muslim' }) // 'A XYZ and two XYZ met.' */
export function maskGroup(
  text: string,
  { group, groupTerms = [] }: Pick<Item, 'group' | 'groupTerms'>,
): string {
  if (group === null) return text;
  const names = [...groupTerms, group].map((term) => term.replace(/[-_]+/gu, ' ').trim());
  const inflected = names.flatMap((name) => [pluralize.plural(name), name, pluralize.singular(name)]);
  const forms = [...new Set(inflected)]
    .filter((form) => form !== '')
    .sort((a, b) => b.length - a.length)
    .map((form) => form.split(' ').map(escaped).join('[\\s-]+'));
  if (forms.length === 0) return text;
  const mention = new RegExp(`(?<![\\p{L}\\p{N}])(?:${forms.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  return text.replace(mention, GROUP_MASK);
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
