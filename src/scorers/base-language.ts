/** Primary subtag of a BCP 47 tag. Word lists are kept for languages, not for regions.
 *  @example baseLanguage('pt-BR') // 'pt' */
export function baseLanguage(tag: string): string {
  const cut = tag.search(/[-_]/u);
  return (cut === -1 ? tag : tag.slice(0, cut)).toLowerCase();
}
