import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './longest-first.ts';

const root = resolve(import.meta.dirname, '..');

/** Parts of `test` whose files have modules of their own: they start processes, and measure them. */
const OWN = 'bench|chaos|packaging|process-memory|runner';

/** Others that need modules of their own: they look at what a process or a module keeps, deliver all that waits in one, or end processes. */
const APART = [
  'packages/cli/src/dev/start-dev.test.ts',
  'packages/companion/src/credentials/sources.test.ts',
  'packages/companion/src/grants/subject-tokens.test.ts',
  'packages/companion/src/ledger/crash.test.ts',
  'packages/companion/src/sinks/sentinel/sentinel-sink.test.ts',
  'packages/identity/src/sources/msal-managed-identity-service.test.ts',
  'packages/identity/src/sources/msal-managed-identity.test.ts',
  'packages/openai/src/guarded-class.test.ts',
  'test/e2e/evidence.test.ts',
  'test/e2e/nonces.test.ts',
  'test/e2e/streams.test.ts',
  'test/policy/recorded-calls.test.ts',
];

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
    // Nothing asserts time: these only end what hangs, on the slowest machine, with others beside it.
    testTimeout: 240_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    pool: 'forks',
    // On two cores: there is always one that waits.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'apart',
          include: [`test/@(${OWN})/**/*.test.ts`, ...APART],
        },
      },
      {
        extends: true,
        test: {
          name: 'together',
          include: ['packages/*/{src,training}/**/*.test.ts', `test/!(${OWN})/**/*.test.ts`, 'examples/**/*.test.ts'],
          exclude: [...APART, '**/node_modules/**'],
          // The modules of a worker are loaded once, and not for each file.
          isolate: false,
        },
      },
    ],
  },
});
