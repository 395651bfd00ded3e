import { expect, test } from 'vitest';
import { maskGroup } from '../../src/scorers/mask-group.js';

test.each([
  ['A Muslim and two Muslims met.', 'muslim', 'A XYZ and two XYZ met.'],
  ['The young transgender woman spoke.', 'transgender-women', 'The young XYZ spoke.'],
  ['Women and the woman next door', 'women', 'XYZ and the XYZ next door'],
  ['A man commanded the women.', 'men', 'A XYZ commanded the women.'],
  ['Nobody was named.', 'nonbinary', 'Nobody was named.'],
  ['A text without a group.', null, 'A text without a group.'],
  ['C++ (a group of signs)', 'c++', 'XYZ (a group of signs)'],
])('"%s" about %s', (text, group, masked) => {
  expect(maskGroup(text, { group })).toBe(masked);
});
