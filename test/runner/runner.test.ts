import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

it('a run of which one test fails is a run that fails', () => {
  const vitest = resolve(root, 'node_modules/vitest/vitest.mjs');
  const config = resolve(root, '.config/vitest.failing.config.ts');
  const run = spawnSync(process.execPath, [vitest, 'run', '--config', config], { cwd: root, encoding: 'utf8' });
  expect(run.stdout).toContain('1 failed');
  expect(run.status).toBe(1);
});
