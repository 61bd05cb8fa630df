import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signIn } from '@sallyport/testkit';
import { expect, it } from 'vitest';
import { memoryTerminal } from '../memory-terminal.test-support.ts';
import { runCli } from '../run-cli.ts';
import { startDev } from './start-dev.ts';

it('starts a companion with an admin who can log in', async () => {
  const home = await mkdtemp(join(tmpdir(), 'sallyport-dev-home-'));
  const servers = await startDev();
  const terminal = memoryTerminal('', { env: { XDG_CONFIG_HOME: home } });
  const ended = runCli(['login', '--no-browser', '--url', servers.companionUrl], terminal);
  const address = await untilSaid(terminal.err, /^ {2}(http\S+)$/m);
  await signIn(address, servers.admin);
  expect([await ended, terminal.out()]).toEqual([0, expect.stringContaining('logged in as admin until')]);
  await servers.close();
  await rm(home, { recursive: true });
});

it('starts nothing for a provider on another machine', async () => {
  const terminal = memoryTerminal('', {});
  expect(await runCli(['dev', '--provider', 'https://models.example/v1'], terminal)).toBe(1);
  expect(terminal.err()).toContain('config_invalid');
});

async function untilSaid(said: () => string, pattern: RegExp): Promise<string> {
  for (;;) {
    const [, found] = pattern.exec(said()) ?? [];
    if (found !== undefined) return found;
    await new Promise(setImmediate);
  }
}
