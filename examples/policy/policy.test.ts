import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { runCommand } from '../../test/stack/run-command.ts';

const POLICY = resolve(import.meta.dirname, 'clinic.policy.yaml');

it('the policy of the example is valid, and nothing in it is worth a warning', async () => {
  const { exitCode, out } = await runCommand(['policy', 'check', POLICY, '--strict']);
  expect([exitCode, out]).toEqual([0, expect.stringContaining('policy clinic, 6 rules')]);
});

it('the policy of the example does what its cases say', async () => {
  const { exitCode, out } = await runCommand(['policy', 'test', POLICY]);
  expect([exitCode, out]).toEqual([0, expect.stringContaining('8 passed')]);
});
