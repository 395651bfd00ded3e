import { expect, test } from 'vitest';
import { sendableText } from '../../src/scorers/sendable-text.js';

test('halves of characters are replaced, in the text or made by the cut', () => {
  expect(sendableText('a\ud800b', 2)).toEqual({ text: 'a\ufffd', truncated: true });
  expect(sendableText('a😀', 2)).toEqual({ text: 'a\ufffd', truncated: true });
  expect(sendableText('a😀', 3)).toEqual({ text: 'a😀', truncated: false });
});
