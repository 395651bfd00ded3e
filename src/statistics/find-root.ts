/** A root of a continuous function between two points where it has opposite signs (or is 0), to about the last bit.
 *  Source: Brent 1973, Algorithms for Minimization without Derivatives, chapter 4.
 *  @throws RangeError when the function has the same sign at both ends
 *  @example findRoot((x) => x * x - 2, 0, 2) // 1.4142135623730951 */
export function findRoot(f: (x: number) => number, low: number, high: number): number {
  let a = low;
  let b = high;
  let fa = f(a);
  let fb = f(b);
  if (fa === 0) {
    return a;
  }
  if (!(fa * fb <= 0)) {
    throw new RangeError(`expected a change of sign between ${low} and ${high}, got ${fa} and ${fb}`);
  }
  let c = a;
  let fc = fa;
  let step = b - a;
  let previousStep = step;
  for (let iteration = 0; iteration < 200 && fb !== 0; iteration += 1) {
    if (fb > 0 === fc > 0) {
      c = a;
      fc = fa;
      step = b - a;
      previousStep = step;
    }
    if (Math.abs(fc) < Math.abs(fb)) {
      a = b;
      b = c;
      c = a;
      fa = fb;
      fb = fc;
      fc = fa;
    }
    const tolerance = 2.3e-16 * Math.abs(b) + 1e-300;
    const half = (c - b) / 2;
    if (Math.abs(half) <= tolerance) {
      break;
    }
    [step, previousStep] = nextStep({ a, b, c, fa, fb, fc, half, step, previousStep, tolerance });
    a = b;
    fa = fb;
    b += Math.abs(step) > tolerance ? step : Math.sign(half) * tolerance;
    fb = f(b);
  }
  return b;
}

interface BrentState {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly fa: number;
  readonly fb: number;
  readonly fc: number;
  readonly half: number;
  readonly step: number;
  readonly previousStep: number;
  readonly tolerance: number;
}

/** Interpolation when it stays inside the bracket and shrinks, else bisection. */
function nextStep(s: BrentState): [step: number, previousStep: number] {
  if (Math.abs(s.previousStep) < s.tolerance || Math.abs(s.fa) <= Math.abs(s.fb)) {
    return [s.half, s.half];
  }
  const ratio = s.fb / s.fa;
  let numerator: number;
  let denominator: number;
  if (s.a === s.c) {
    numerator = 2 * s.half * ratio;
    denominator = 1 - ratio;
  } else {
    const q = s.fa / s.fc;
    const r = s.fb / s.fc;
    numerator = ratio * (2 * s.half * q * (q - r) - (s.b - s.a) * (r - 1));
    denominator = (q - 1) * (r - 1) * (ratio - 1);
  }
  if (numerator > 0) {
    denominator = -denominator;
  } else {
    numerator = -numerator;
  }
  const inside = 2 * numerator < 3 * s.half * denominator - Math.abs(s.tolerance * denominator);
  const shrinking = numerator < Math.abs(0.5 * s.previousStep * denominator);
  return inside && shrinking ? [numerator / denominator, s.step] : [s.half, s.half];
}
