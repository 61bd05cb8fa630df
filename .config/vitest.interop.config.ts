import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

const { projects: _, globalSetup = [], ...shared } = base.test ?? {};

/** Checks by programs that are not ours, which `npm test` does not run: no projects, or their files would be run in their place. */
export default defineConfig({
  ...base,
  test: {
    ...shared,
    include: ['test/interop/*.interop.ts', 'packages/*/src/**/*.interop.ts'],
    globalSetup: [...[globalSetup].flat(), 'test/interop/record-ledger.ts'],
  },
});
