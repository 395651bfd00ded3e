import { expect, test } from 'vitest';
import { textPieces } from '../../../src/scorers/huggingface/text-pieces.js';

test('a text is cut into sentences', () => {
  expect(textPieces('She left. He stayed.', 'en')).toEqual({
    pieces: ['She left.', 'He stayed.'],
    truncated: false,
  });
});

test('a long sentence is cut at spaces, and no word is lost', () => {
  const words = Array.from({ length: 300 }, (_, index) => `word${index}`);
  const { pieces, truncated } = textPieces(words.join(' '), 'en');
  expect(truncated).toBe(false);
  expect(pieces.length).toBeGreaterThan(1);
  for (const piece of pieces) expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(500);
  expect(pieces.join(' ')).toBe(words.join(' '));
});

test('text without spaces is cut between characters', () => {
  const { pieces } = textPieces('😀'.repeat(400), 'en');
  for (const piece of pieces) {
    expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(500);
    expect(piece).toMatch(/^😀+$/u);
  }
  expect(pieces.join('')).toBe('😀'.repeat(400));
});

test('what is not scored of a very long text is told', () => {
  expect(textPieces('One. '.repeat(64), 'en').truncated).toBe(false);
  const long = textPieces('One. '.repeat(65), 'en');
  expect([long.pieces.length, long.truncated]).toEqual([64, true]);
});
