/** Text of models and suites as a reader may see it: control characters (NUL, escapes of terminals) become their
 *  symbols, and characters that turn the direction of what follows become their code points, so that no text can hide
 *  or disorder another.
 *  @example visibleText('a\u0000b\u202e') // 'a␀b⟨U+202E⟩' */
export function visibleText(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(/(?![\t\n])\p{Cc}/gu, controlPicture)
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (c) => {
      const code = (c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      return `⟨U+${code}⟩`;
    })
    .replace(/\p{Cs}/gu, '�');
}

/** The beginning of a text, and how many characters of it are left out. */
export interface ClippedText {
  readonly text: string;
  readonly left: number;
}

/** The beginning of a text, in characters (code points), and how many were left out.
 *  @example clipText('héllo', 2) // { text: 'hé', left: 3 } */
export function clipText(text: string, most: number): ClippedText {
  if (text.length <= most) return { text, left: 0 };
  const head = [...text.slice(0, 2 * most)].slice(0, most).join('');
  return { text: head, left: text.length - head.length };
}

/** A name of one line, cut with an ellipsis. */
export function shortName(text: string, most = 60): string {
  const line = visibleText(text).replace(/\s+/gu, ' ');
  const { text: head, left } = clipText(line, most);
  return left === 0 ? head : `${head.trimEnd()}…`;
}

/** Controls below space have pictures in Unicode; those from DEL on share one. */
function controlPicture(control: string): string {
  const code = control.codePointAt(0) ?? 0;
  return code < 0x20 ? String.fromCodePoint(0x2400 + code) : '␡';
}
