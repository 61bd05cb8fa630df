import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = resolve(import.meta.dirname, '..');

/** Tests run on the sources: each package's name leads to its entry file, as `paths` does for the compiler. */
export default defineConfig({
  root,
  resolve: {
    alias: [
      { find: /^@sallyport\/([a-z-]+)$/, replacement: `${root}/packages/$1/src/index.ts` },
      { find: /^sallyport$/, replacement: `${root}/packages/cli/src/index.ts` },
    ],
  },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts', 'examples/**/*.test.ts'],
    globalSetup: ['test/stack/template-folder.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
