import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './longest-first.ts';

const root = resolve(import.meta.dirname, '..');

/** Packages that keep nothing between two calls: the tests of a worker share their modules, which are loaded once and not for each file. */
const STATELESS = ['core', 'engines', 'ledger', 'phi', 'pipeline', 'policy', 'testkit', 'vault', 'wire'];
const stateless = `packages/{${STATELESS.join(',')}}/src/**/*.test.ts`;

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
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'whole',
          globalSetup: ['test/stack/template-folder.ts'],
          include: ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts', 'examples/**/*.test.ts'],
          exclude: [stateless, '**/node_modules/**'],
        },
      },
      { extends: true, test: { name: 'stateless', include: [stateless], isolate: false } },
    ],
  },
});
