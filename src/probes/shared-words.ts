type Span = readonly [start: number, end: number];

/** Where the words of a text stand that another text has too, in the same order (a longest common subsequence), in code
 *  points. Of two sentences that differ in the group named, these are all the others, so that how common the group's
 *  name is does not count.
 *  @example sharedWords('the cat slept', 'the old dog slept') // [[0, 3], [8, 13]] */
export function sharedWords(text: string, other: string): Span[] {
  const mine = wordsOf(text);
  const theirs = wordsOf(other);
  // lengths[i][j]: words in common of mine from i and theirs from j.
  const lengths = Array.from({ length: mine.length + 1 }, () => new Int32Array(theirs.length + 1));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = mine.length - 1; i >= 0; i--) {
    for (let j = theirs.length - 1; j >= 0; j--) {
      const length =
        mine[i]?.word === theirs[j]?.word ? 1 + at(i + 1, j + 1) : Math.max(at(i + 1, j), at(i, j + 1));
      lengths[i]?.fill(length, j, j + 1);
    }
  }
  const shared: Span[] = [];
  for (let i = 0, j = 0; i < mine.length && j < theirs.length; ) {
    const word = mine[i];
    if (word && word.word === theirs[j]?.word) {
      shared.push(word.span);
      i++;
      j++;
    } else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return shared;
}

function wordsOf(text: string): { readonly word: string; readonly span: Span }[] {
  const words: { word: string; span: Span }[] = [];
  const points = [...text];
  for (let start = 0; start < points.length; ) {
    let end = start;
    while (end < points.length && !/\s/u.test(points[end] ?? ' ')) end++;
    if (end > start) words.push({ word: points.slice(start, end).join(''), span: [start, end] });
    start = Math.max(end, start) + 1;
  }
  return words;
}
