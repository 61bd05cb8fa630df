import { TestClock } from '@sallyport/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { noSignal } from './clouds-fixture.test-support.ts';
import { SealedKeys } from './sealed-keys.ts';
import { staticCredential } from './static-credential.ts';

let clock: TestClock;
let sealed: readonly string[] | Error;
let reads = 0;
let keys: SealedKeys<string>;

beforeEach(() => {
  clock = new TestClock();
  sealed = ['old'];
  reads = 0;
  const versions = async () => {
    reads += 1;
    if (sealed instanceof Error) throw sealed;
    return sealed;
  };
  keys = new SealedKeys({ versions, parse: String, clock });
});

const get = () => keys.get({ signal: noSignal() });
const refuse = (key: string) => keys.replace((value) => value === key);
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('sealed keys', () => {
  it('are read at most once a second', async () => {
    await get();
    clock.advance(999);
    await get();
    expect(reads).toBe(1);
    clock.advance(1);
    await get();
    expect(reads).toBe(2);
  });

  it('follow a rotation without anybody’s waiting for it', async () => {
    await get();
    sealed = ['new', 'old'];
    clock.advance(1_000);
    expect(await get()).toBe('old');
    await settle();
    expect(await get()).toBe('new');
  });

  it('give the other where the newest is refused, and the newest again ten seconds later', async () => {
    sealed = ['new', 'old'];
    expect(await get()).toBe('new');
    expect(await refuse('new')).toBe(true);
    expect(await get()).toBe('old');
    clock.advance(10_000);
    await get();
    expect(await get()).toBe('new');
  });

  it('give the newest where the old one is refused because it was withdrawn', async () => {
    expect(await get()).toBe('old');
    sealed = ['new'];
    expect(await refuse('old')).toBe(true);
    expect(await get()).toBe('new');
  });

  it('give no third try where both are refused', async () => {
    sealed = ['new', 'old'];
    await get();
    expect([await refuse('new'), await refuse('old')]).toEqual([true, false]);
    expect(await get()).toBe('new');
  });

  it('go on serving while they cannot be read, and are none where they never could', async () => {
    await get();
    sealed = new TypeError('gone');
    clock.advance(5_000);
    expect(await get()).toBe('old');
    await settle();
    expect(await get()).toBe('old');
    expect(await refuse('old')).toBe(false);
    keys.close();
    await expect(get()).rejects.toMatchObject({ code: 'credential_unavailable' });
  });
});

describe('a static credential', () => {
  it.each([
    ['openai', 'authorization', 'Bearer new'],
    ['azure-openai', 'api-key', 'new'],
    ['anthropic', 'x-api-key', 'new'],
  ] as const)('of %s stands in %s, and knows it again when refused', async (kind, name, value) => {
    sealed = ['new', 'old'];
    const credential = staticCredential(kind, keys);
    const request = { method: 'GET', url: new URL('https://x.example'), headers: {}, body: undefined as never };
    const given = await credential.authorise(request, { signal: noSignal() });
    expect(given).toEqual({ [name]: value });
    expect(await credential.refused?.(given)).toBe(true);
    const [next] = Object.values(await credential.authorise(request, { signal: noSignal() }));
    expect(next).toContain('old');
    expect(await credential.refused?.({ [name]: 'of somebody else' })).toBe(true);
  });
});
