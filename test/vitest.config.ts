import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    // Real servers and real child processes: generous, so that a loaded machine is no failure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
