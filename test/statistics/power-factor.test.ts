import { expect, test } from 'vitest';
import { powerFactor } from '../../src/statistics/power-factor.js';

test('alpha 0.05 two-sided and power 0.8 are 1.959964 and 0.841621; one-sided 1.644854', () => {
  const two = powerFactor({ alpha: 0.05, power: 0.8, sides: 2 });
  expect(two.test).toBeCloseTo(1.959963984540054, 12);
  expect(two.power).toBeCloseTo(0.8416212335729143, 12);
  expect(powerFactor({ alpha: 0.05, power: 0.8, sides: 1 }).test).toBeCloseTo(1.6448536269514722, 12);
});

test('a power of 80 is refused', () => {
  expect(() => powerFactor({ alpha: 0.05, power: 80, sides: 2 })).toThrow(
    'expected power to lie strictly between 0 and 1, got 80',
  );
});
