import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { openBrowser } from './open-browser.ts';

it('hands the address over as it is, as one argument, and misses no browser', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'open-browser-'));
  const said = join(folder, 'said');
  await writeFile(
    join(folder, 'xdg-open'),
    `#!/bin/sh\nprintf '%s' "$#$1" > "${said}.part" && mv "${said}.part" "${said}"\n`,
  );
  await chmod(join(folder, 'xdg-open'), 0o700);
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
  const url = new URL('https://login.example/auth?a=1&b=$(id);\'"`');
  openBrowser(url, 'linux');
  await vi.waitFor(async () => expect(await readFile(said, 'utf8')).toBe(`1${url.href}`), { timeout: 60_000 });
  vi.stubEnv('PATH', '/nowhere');
  openBrowser(url, 'linux');
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});
