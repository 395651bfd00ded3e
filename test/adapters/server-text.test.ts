import { expect, test } from 'vitest';
import { serverText } from '../../src/adapters/server-text.js';

test('what a server wrote becomes one line without control characters', () => {
  expect(serverText('a\r\n\tb\u0000\u001b[31mc\u202ed\ud800', null)).toBe('a b [31mc d\ufffd');
});

test('long text is clipped', () => {
  const text = serverText('word '.repeat(1000), null);
  expect(text.length).toBeLessThanOrEqual(301);
  expect(text.endsWith('…')).toBe(true);
});

test('the key that was sent is taken out, whatever its form', () => {
  expect(serverText('got plain-password here', 'plain-password')).toBe('got [key] here');
});

test.each([
  'Incorrect API key provided: sk-abc***xyz9',
  'Authorization: Bearer abc.def.ghi',
  'header was "bearer eyJhbGciOi"',
  '{"api_key": "0123456789abcdef"}',
  'token hf_abcdefghij',
  'key AIzaSyA-1234567890',
])('what looks like a key is taken out of: %s', (text) => {
  expect(serverText(text, null)).toMatch(/\[key\]/);
  expect(serverText(text, null)).not.toMatch(/xyz9|abc\.def|eyJ|0123456789|abcdefghij|1234567890/);
});
