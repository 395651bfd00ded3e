import { statfsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const MEMORY_DISK = '/dev/shm';

/** Runs are written with fsync, for the sake of a power cut that no test has: a disk in memory has nothing to wait
 *  for. Not where it is as small as in a container. */
function memoryDisk(): Record<string, string> {
  try {
    const { bavail, bsize } = statfsSync(MEMORY_DISK);
    return bavail * bsize > 2 ** 30 ? { TMPDIR: MEMORY_DISK } : {};
  } catch {
    return {};
  }
}

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    env: memoryDisk(),
    // No test leaves state behind, and one process a file costs more than the tests themselves.
    isolate: false,
    // Most wait for servers and child processes.
    maxWorkers: 2,
    // Pipelines that make and drop many rows spent a quarter of their time in collecting a small nursery (MB).
    execArgv: ['--max-semi-space-size=64'],
    // Real servers and real child processes: generous, so that a loaded machine is no failure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
