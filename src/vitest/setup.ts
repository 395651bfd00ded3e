import { expect } from 'vitest';
import { type BiasMatchers, matchers } from './matchers.js';

/** Registers the matchers: `setupFiles: ['probity/vitest/setup']`, or import it in a test. */
expect.extend(matchers);

declare module 'vitest' {
  // The type parameter is vitest's own.
  interface Matchers<T> extends BiasMatchers {}
}
