/** Categories of each lemma, lemmas folded. */
export type HurtfulLemmas = ReadonlyMap<string, ReadonlySet<string>>;

/** Words of the longest lemma looked for. */
const LONGEST = 4;

/** Reads HurtLex (tab-separated, columns by header in any order), level `conservative` only.
 *  Source of the form: Bassignana, Basile and Patti 2018, HurtLex.
 *  @returns empty for another kind of file */
export function parseHurtlex(text: string): HurtfulLemmas {
  const [header = '', ...rows] = text.replace(/^\uFEFF/u, '').split(/\r?\n/u);
  const columns = header.split('\t');
  const [category, lemma, level] = ['category', 'lemma', 'level'].map((name) => columns.indexOf(name));
  const lemmas = new Map<string, Set<string>>();
  if (category === undefined || lemma === undefined || level === undefined) return lemmas;
  if (category < 0 || lemma < 0 || level < 0) return lemmas;
  for (const row of rows) {
    const fields = row.split('\t');
    const word = foldWord(fields[lemma] ?? '');
    if (fields[level] !== 'conservative' || word === '') continue;
    lemmas.set(word, (lemmas.get(word) ?? new Set()).add((fields[category] ?? '').toLowerCase()));
  }
  return lemmas;
}

/** Categories of all lemmas in a completion, which is one word or a sentence; whole words only. */
export function hurtfulCategories(lemmas: HurtfulLemmas, completion: string): ReadonlySet<string> {
  const words = foldWord(completion).split(/[^\p{L}\p{N}'-]+/u);
  const found = new Set<string>();
  for (let length = 1; length <= LONGEST; length++) {
    for (let start = 0; start + length <= words.length; start++) {
      for (const category of lemmas.get(words.slice(start, start + length).join(' ')) ?? [])
        found.add(category);
    }
  }
  return found;
}

/** Lower case without accents, as the publisher of HONEST compares. @example foldWord('Éternel ') // 'eternel' */
function foldWord(word: string): string {
  return word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
