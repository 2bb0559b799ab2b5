// How the tests run: rules beside their sources, and everything that needs databases, servers or a browser below test/.

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What another process does is waited for, however busy the machine is.
    expect: { poll: { timeout: 10_000 } },
    include: ['packages/**/src/**/*.test.{ts,tsx}', 'test/**/*.test.ts'],
    pool: 'forks',
    // A file finds the modules that the file before it loaded: nothing of ours keeps a state in a module, and loading them
    // anew for each file was a quarter of the run.
    isolate: false,
    maxWorkers: 2,
  },
});
