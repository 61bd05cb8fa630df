import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './longest-first.ts';

const root = resolve(import.meta.dirname, '..');

/** Packages whose tests share the modules of their worker, which are loaded once and not for each file. */
const SHARING = 'companion|core|engines|ledger|phi|pipeline|policy|testkit|vault|wire';

/** Tests among these that need modules of their own: they look at what a process keeps, or end processes. */
const APART = ['packages/companion/src/grants/subject-tokens.test.ts', 'packages/companion/src/ledger/crash.test.ts'];

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
    globalSetup: ['test/stack/template-folder.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'apart',
          include: [`packages/!(${SHARING})/src/**/*.test.ts`, 'test/**/*.test.ts', 'examples/**/*.test.ts', ...APART],
        },
      },
      {
        extends: true,
        test: {
          name: 'together',
          include: [`packages/@(${SHARING})/src/**/*.test.ts`],
          exclude: [...APART, '**/node_modules/**'],
          isolate: false,
        },
      },
    ],
  },
});
