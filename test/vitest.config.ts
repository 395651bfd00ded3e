import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    // No test leaves state behind, and one process a file costs more than the tests themselves.
    isolate: false,
    // Most wait for servers and child processes.
    maxWorkers: 2,
    // Real servers and real child processes: generous, so that a loaded machine is no failure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
