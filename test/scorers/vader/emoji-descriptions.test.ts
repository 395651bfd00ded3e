import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { describeEmoji, emojiDescriptions } from '../../../src/scorers/vader/emoji-descriptions.js';
import { formerEmojiName } from '../../../src/scorers/vader/emoji-name-changes.js';
import { sentimentIntensity } from '../../../src/scorers/vader/vader-sentiment.js';

const REFERENCE = new URL('../../../../shared/data/vader/emoji_utf8_lexicon.txt', import.meta.url);

describe('describeEmoji', () => {
  test('repeats the worked example: a space before, none after', () => {
    expect(describeEmoji('so 😁ok😁')).toBe(
      'so beaming face with smiling eyesok beaming face with smiling eyes',
    );
  });

  test('puts no space before at the start or after a space, but one after other white space', () => {
    expect(describeEmoji('😀 😀')).toBe('grinning face grinning face');
    expect(describeEmoji('\t😀😀')).toBe('\t grinning face grinning face');
  });

  test('looks at code points one by one', () => {
    // The joiner and the variation selector stay, glued to the description before them.
    expect(describeEmoji('❤️')).toBe('red heart\uFE0F');
    expect(describeEmoji('👨‍💻')).toBe('man\u200D laptop computer');
    expect(describeEmoji('👍🏽')).toBe('thumbs up medium skin tone');
  });

  test('leaves later emoji, digits, lone surrogates and plain text alone', () => {
    for (const text of ['🤍 🥲', '#1', '\ud83d x', 'plain']) expect(describeEmoji(text)).toBe(text);
  });
});

describe('formerEmojiName', () => {
  test('repeats the worked example', () => {
    expect(formerEmojiName('🦊', 'fox')).toBe('fox face');
  });

  test('keeps a name that has not changed', () => {
    expect(formerEmojiName('😀', 'grinning face')).toBe('grinning face');
  });
});

describe.skipIf(!existsSync(REFERENCE))('emojiDescriptions against the reference list', () => {
  const reference = new Map<string, string>();
  if (existsSync(REFERENCE)) {
    for (const line of readFileSync(REFERENCE, 'utf8').split('\n')) {
      const [emoji, description] = line.trim().split('\t');
      if (emoji === undefined || description === undefined) continue;
      if (Array.from(emoji).length === 1) reference.set(emoji, description);
    }
  }
  const differing = [...reference].filter(([emoji, name]) => emojiDescriptions().get(emoji) !== name);

  test('describes the same 1,212 characters', () => {
    expect([...emojiDescriptions().keys()].sort()).toEqual([...reference.keys()].sort());
    expect(reference.size).toBe(1212);
  });

  test('the package alone names 53 differently and lacks 9', () => {
    const path = createRequire(import.meta.url).resolve('unicode-emoji-json/data-by-emoji.json');
    const file: Record<string, { name: string }> = JSON.parse(readFileSync(path, 'utf8'));
    const names = new Map(
      Object.entries(file).map(([key, value]) => [key.replace('\uFE0F', ''), value.name]),
    );
    const shared = [...reference].filter(([emoji]) => names.has(emoji));
    expect(reference.size - shared.length).toBe(9);
    expect(shared.filter(([emoji, name]) => names.get(emoji) !== name)).toHaveLength(53);
  });

  test('eleven names still differ, and none of them changes a score', () => {
    expect(differing).toHaveLength(11);
    const frames = [
      (emoji: string) => emoji,
      (emoji: string) => `good ${emoji}`,
      (emoji: string) => `${emoji} good`,
      (emoji: string) => `good${emoji}`,
      (emoji: string) => `GREAT ${emoji}`,
      (emoji: string) => `not ${emoji} good`,
      (emoji: string) => `not a ${emoji} good`,
      (emoji: string) => `not a a ${emoji} good`,
    ];
    for (const [emoji, name] of differing) {
      for (const frame of frames) {
        // The name written out, with the space that describeEmoji puts before it.
        const written = frame(emoji).replace(emoji, ` ${name}`);
        expect(sentimentIntensity(frame(emoji))).toEqual(sentimentIntensity(written));
      }
    }
  });
});
