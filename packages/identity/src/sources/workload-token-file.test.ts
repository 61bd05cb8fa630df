import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { type IdentityProvider, startIdentityProvider, TestClock } from '@sallyport/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { workloadTokenFile } from './workload-token-file.ts';

let provider: IdentityProvider;
let folder: string;
beforeAll(async () => {
  provider = await startIdentityProvider();
});
afterAll(() => provider.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-token-'));
  return () => rm(folder, { recursive: true, force: true });
});

async function token(subject: string): Promise<string> {
  return provider.issueToken({ subject });
}

/** As Kubernetes projects a volume: a link to a folder that is swapped as one. */
async function project(content: string, generation: number): Promise<void> {
  const data = join(folder, `..data-${generation}`);
  await mkdir(data);
  await writeFile(join(data, 'token'), content);
  await symlink(data, join(folder, '..new'));
  await rename(join(folder, '..new'), join(folder, '..data'));
  if (generation === 1) await symlink('..data/token', join(folder, 'token'));
}

describe('a projected token', () => {
  it('is read, trimmed, and given with its expiry', async () => {
    const jwt = await token('system:serviceaccount:clinic:notes');
    await project(`${jwt}\n`, 1);
    const given = await workloadTokenFile({ path: join(folder, 'token') }).getToken();
    expect(given).toMatchObject({ token: jwt, type: 'urn:ietf:params:oauth:token-type:jwt' });
    expect(given.expiresAt).toBeGreaterThan(Date.now());
  });

  it('is read anew once the platform has swapped it, and not before there is need to look', async () => {
    const [first, second] = [await token('first'), await token('second')];
    const clock = new TestClock(Date.now());
    await project(first, 1);
    const source = workloadTokenFile({ path: join(folder, 'token'), clock });
    expect((await source.getToken()).token).toBe(first);
    await project(second, 2);
    expect((await source.getToken()).token).toBe(first);
    clock.advance(1_000);
    expect((await source.getToken()).token).toBe(second);
  });

  it('is looked for again when the clock was set back', async () => {
    const clock = new TestClock(Date.now());
    await project(await token('first'), 1);
    const source = workloadTokenFile({ path: join(folder, 'token'), clock });
    await source.getToken();
    const second = await token('second');
    await project(second, 2);
    clock.advance(-3_600_000);
    expect((await source.getToken()).token).toBe(second);
  });
});

describe('refusing', () => {
  it.each([
    ['no file', undefined, /token file could not be read/],
    ['an empty file', '', /holds no JWT/],
    ['something else', 'Alma Quillonby', /holds no JWT/],
    ['two lines of tokens', 'a.b.c\nd.e.f', /holds no JWT/],
    ['a huge file', 'a'.repeat(100_000), /holds no JWT/],
  ])('%s, and says what to do and not what it holds', async (_, content, remedy) => {
    if (content !== undefined) await writeFile(join(folder, 'token'), content);
    const error = await workloadTokenFile({ path: join(folder, 'token') })
      .getToken()
      .catch((raised: unknown) => raised);
    expect(error).toMatchObject({ code: 'identity_unavailable', place: expect.stringMatching(remedy) });
    expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(/Quillonby|aaaa|d\.e\.f/);
  });

  it('a token that has expired, but not one that a clock a little ahead thinks so', async () => {
    const jwt = await token('late');
    await writeFile(join(folder, 'token'), jwt);
    const clock = new TestClock(Date.now());
    const source = workloadTokenFile({ path: join(folder, 'token'), clock });
    const { expiresAt = 0 } = await source.getToken();
    clock.advance(expiresAt - clock.now() + 59_000);
    expect((await source.getToken()).token).toBe(jwt);
    clock.advance(2_000);
    await expect(source.getToken()).rejects.toMatchObject({ code: 'identity_unavailable' });
  });

  it('no path, and a caller who has left', async () => {
    expect(() => workloadTokenFile({ path: '' })).toThrow(expect.objectContaining({ code: 'config_invalid' }));
    const source = workloadTokenFile({ path: join(folder, 'token') });
    await expect(source.getToken({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
  });
});
