/** The parts of a text that are scored one by one. */
export interface TextPieces {
  readonly pieces: readonly string[];
  /** The text goes on after the last piece. */
  readonly truncated: boolean;
}

/** UTF-8 bytes of a piece. A token of a byte-level vocabulary is a byte or more, so this fits a window of 512. */
const MAX_BYTES = 500;
/** Of one text: some pages. What follows is not scored, and the score says so. */
const MAX_PIECES = 64;

/** Sentences of a text, longer ones cut at a space where there is one. Scores of a classifier depend on the length of
 *  what it reads, and what lies beyond its window it does not read at all.
 *  @example textPieces('She left. He stayed.', 'en').pieces // ['She left.', 'He stayed.'] */
export function textPieces(text: string, language: string): TextPieces {
  const pieces: string[] = [];
  for (const { segment } of new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)) {
    for (const piece of windows(segment)) {
      if (piece.trim() === '') continue;
      if (pieces.length === MAX_PIECES) return { pieces, truncated: true };
      pieces.push(piece.trim());
    }
  }
  return { pieces, truncated: false };
}

function* windows(sentence: string): Generator<string> {
  let rest = sentence;
  // A unit of UTF-16 is at most three bytes.
  while (rest.length * 3 > MAX_BYTES && Buffer.byteLength(rest) > MAX_BYTES) {
    const end = fittingLength(rest);
    const space = rest.lastIndexOf(' ', end);
    const cut = space > 0 ? space : end;
    yield rest.slice(0, cut);
    rest = rest.slice(cut);
  }
  yield rest;
}

/** Length of the longest start of a text that fits, between characters. */
function fittingLength(text: string): number {
  let bytes = 0;
  let length = 0;
  for (const character of text.slice(0, MAX_BYTES)) {
    bytes += Buffer.byteLength(character);
    if (bytes > MAX_BYTES) break;
    length += character.length;
  }
  return length;
}
