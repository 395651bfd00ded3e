/** Emoji 11 names that later CLDR releases changed in a way that changes a VADER score: another scored word,
 *  another number of words, or capitals. Eleven further changes ("adult" to "person") change none.
 *  Source: CLDR English short names as VADER's list has them (cjhutto/vaderSentiment 44fc044). */

/** Emoji that were called "robot face", "grinning cat face" and so on. */
const FORMERLY_FACES: ReadonlySet<string> = new Set('🤖🐺🦊🦁🦄🐹🐻🐼🐸😺😸😹😻😼😽🙀😿😾');
const FACE_OWNER = /\b(?:robot|wolf|fox|lion|unicorn|hamster|bear|panda|frog|cat)\b/;

const FORMER_NAMES: ReadonlyMap<string, string> = new Map([
  ['🥰', 'smiling face with 3 hearts'],
  ['🤗', 'hugging face'],
  ['😵', 'dizzy face'],
  ['😡', 'pouting face'],
  ['👲', 'man with Chinese cap'],
  ['👱', 'blond-haired person'],
  ['👬', 'two men holding hands'],
  ['👭', 'two women holding hands'],
  ['❣', 'heavy heart exclamation'],
  ['💤', 'zzz'],
  ['🎒', 'school backpack'],
  ['🥿', 'woman’s flat shoe'],
  ['🎯', 'direct hit'],
  ['🧩', 'jigsaw'],
  ['💻', 'laptop computer'],
  ['🔫', 'pistol'],
  ['✅', 'white heavy check mark'],
  ['✔', 'heavy check mark'],
  ['✖', 'heavy multiplication x'],
  ['➕', 'heavy plus sign'],
  ['➖', 'heavy minus sign'],
  ['➗', 'heavy division sign'],
  ['❓', 'question mark'],
  ['❗', 'exclamation mark'],
]);

/** Skin tones and hair, which the package does not list as emoji of their own. */
export const COMPONENT_NAMES: readonly (readonly [emoji: string, name: string])[] = [
  ['🏻', 'light skin tone'],
  ['🏼', 'medium-light skin tone'],
  ['🏽', 'medium skin tone'],
  ['🏾', 'medium-dark skin tone'],
  ['🏿', 'dark skin tone'],
  ['🦰', 'red-haired'],
  ['🦱', 'curly-haired'],
  ['🦲', 'bald'],
  ['🦳', 'white-haired'],
];

/** The name that VADER scores, from the name that the emoji has now.
 *  @example formerEmojiName('🦊', 'fox') // 'fox face' */
export function formerEmojiName(emoji: string, name: string): string {
  if (FORMERLY_FACES.has(emoji)) return name.replace(FACE_OWNER, '$& face');
  return FORMER_NAMES.get(emoji) ?? name;
}
