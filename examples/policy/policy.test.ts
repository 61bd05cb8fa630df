import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { runCommand } from '../../test/stack/run-command.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const POLICY = 'examples/policy/clinic.policy.yaml';

it('the policy of the example is valid, and nothing in it is worth a warning', async () => {
  const { exitCode, out } = await runCommand(['policy', 'check', resolve(ROOT, POLICY), '--strict']);
  expect([exitCode, out]).toEqual([0, expect.stringContaining('policy clinic, 6 rules')]);
});

it('the policy of the example does what its cases say', async () => {
  const { exitCode, out } = await runCommand(['policy', 'test', resolve(ROOT, POLICY)]);
  expect([exitCode, out]).toEqual([0, expect.stringContaining('8 passed')]);
});

it('the page about the tools shows what they print', async () => {
  const page = await readFile(resolve(ROOT, 'docs/policy-tools.md'), 'utf8');
  const blocks = [...page.matchAll(/```console\n\$ npx sallyport ((?:.*\\\n)*.*)\n\n([\s\S]*?)```/g)];
  expect(blocks.length).toBeGreaterThan(3);
  for (const [, line = '', printed] of blocks) {
    const [args = '', body] = line.replaceAll('\\\n', ' ').split(' < ');
    const words = args.split(/ +/).map((word) => (word.startsWith('examples/') ? resolve(ROOT, word) : word));
    const input = body === undefined ? '' : await readFile(resolve(ROOT, body), 'utf8');
    const { out } = await runCommand(words, input);
    expect(out).toBe(printed);
  }
});
