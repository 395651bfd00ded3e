import { expect, test } from 'vitest';
import { oncePerText } from '../../src/scorers/once-per-text.js';

/** Counts what it is asked. */
function counting(answer: (text: string) => Promise<string> = async (text) => text.toUpperCase()) {
  const asked: string[] = [];
  return {
    asked,
    ask: (text: string) => {
      asked.push(text);
      return answer(text);
    },
  };
}

test('a text is asked about once, also while the answer is still open', async () => {
  const { asked, ask } = counting();
  const once = oncePerText(ask);
  expect(await Promise.all([once('a'), once('a'), once('b')])).toEqual(['A', 'A', 'B']);
  expect(await once('a')).toBe('A');
  expect(asked).toEqual(['a', 'b']);
});

test('a failure is not held', async () => {
  let isDown = true;
  const { asked, ask } = counting(async (text) => {
    if (isDown) throw new Error('down');
    return text;
  });
  const once = oncePerText(ask);
  await expect(once('a')).rejects.toThrow('down');
  isDown = false;
  expect(await once('a')).toBe('a');
  expect(asked).toEqual(['a', 'a']);
});

test('no more are held than there is room for; the oldest are forgotten', async () => {
  const { asked, ask } = counting();
  const once = oncePerText(ask, 2);
  for (const text of ['a', 'b', 'c', 'c', 'b', 'a']) await once(text);
  expect(asked).toEqual(['a', 'b', 'c', 'a']);
});
