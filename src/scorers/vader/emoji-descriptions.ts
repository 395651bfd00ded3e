import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';
import { COMPONENT_NAMES, formerEmojiName } from './emoji-name-changes.js';

const EmojiFile = z.record(z.string(), z.object({ name: z.string(), emoji_version: z.string() }));

/** The VADER list was made of Emoji 11; later emoji stay as they are in the text. */
const LAST_EMOJI_VERSION = 11;
const VARIATION_SELECTOR = '\uFE0F';
const NON_ASCII = /[^\p{ASCII}]/u;

let loaded: ReadonlyMap<string, string> | undefined;

/** CLDR English short names of the 1,212 one-code-point emoji that VADER describes, read from the package
 *  `unicode-emoji-json` at the first call. Emoji of several code points are absent: VADER looks at one code
 *  point at a time.
 *  Source: Unicode CLDR annotations, as of Emoji 11 wherever a later name would change a score.
 *  @throws Error when the installed package has another form
 *  @example emojiDescriptions().get('💘') // 'heart with arrow' */
export function emojiDescriptions(): ReadonlyMap<string, string> {
  loaded ??= readDescriptions();
  return loaded;
}

function readDescriptions(): ReadonlyMap<string, string> {
  const require = createRequire(import.meta.url);
  const path = require.resolve('unicode-emoji-json/data-by-emoji.json');
  const file = EmojiFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  const descriptions = new Map<string, string>(COMPONENT_NAMES);
  for (const [sequence, { name, emoji_version }] of Object.entries(file)) {
    const emoji = sequence.replace(VARIATION_SELECTOR, '');
    if (Array.from(emoji).length !== 1 || Number(emoji_version) > LAST_EMOJI_VERSION) continue;
    descriptions.set(emoji, formerEmojiName(emoji, name));
  }
  return descriptions;
}

/** The text with each described emoji put into words, as the reference does it: a space before unless a
 *  space or the start of the text precedes, nothing after.
 *  @example describeEmoji('so 😁ok😁') // 'so beaming face with smiling eyesok beaming face with smiling eyes' */
export function describeEmoji(text: string): string {
  if (!NON_ASCII.test(text)) return text;
  const descriptions = emojiDescriptions();
  let described = '';
  let afterSpace = true;
  for (const character of text) {
    const description = descriptions.get(character);
    if (description === undefined) {
      described += character;
      afterSpace = character === ' ';
    } else {
      described += afterSpace ? description : ` ${description}`;
      afterSpace = false;
    }
  }
  return described;
}
