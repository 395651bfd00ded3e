/** Words and spaces beyond which two texts are not compared: the table of the comparison grows with their product. */
const MOST_WORDS = 440;

export interface Piece {
  readonly text: string;
  readonly differs: boolean;
}

/** Which words of a text another text does not have in the same place (longest common subsequence of words).
 *  @example markedDifference('a Muslim woman', 'a Jewish woman') // a [Muslim] woman */
export function markedDifference(text: string, other: string): Piece[] {
  const words = text.split(/(\s+)/u);
  const others = other.split(/(\s+)/u);
  if (words.length > MOST_WORDS || others.length > MOST_WORDS) return [{ text, differs: false }];
  const width = others.length + 1;
  const longest = new Uint16Array((words.length + 1) * width);
  for (let i = words.length - 1; i >= 0; i--) {
    for (let j = others.length - 1; j >= 0; j--) {
      longest[i * width + j] =
        words[i] === others[j]
          ? 1 + (longest[(i + 1) * width + j + 1] ?? 0)
          : Math.max(longest[(i + 1) * width + j] ?? 0, longest[i * width + j + 1] ?? 0);
    }
  }
  const pieces: { text: string; differs: boolean }[] = [];
  const add = (word: string, differs: boolean) => {
    const last = pieces.at(-1);
    if (last && last.differs === differs) last.text += word;
    else pieces.push({ text: word, differs });
  };
  let i = 0;
  let j = 0;
  while (i < words.length) {
    const word = words[i] ?? '';
    if (j < others.length && word === others[j]) {
      add(word, false);
      i++;
      j++;
    } else if (j < others.length && (longest[i * width + j + 1] ?? 0) >= (longest[(i + 1) * width + j] ?? 0))
      j++;
    else {
      add(word, true);
      i++;
    }
  }
  return pieces;
}
