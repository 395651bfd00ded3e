import { expect, test } from 'vitest';
import { settingsHash } from '../../src/scorers/settings-hash.js';

test('the digest is the start of the SHA-256 of the JSON', () => {
  expect(settingsHash(['toxic'])).toBe('edb02f6a3445');
});
