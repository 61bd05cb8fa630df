import { TestClock } from '@sallyport/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noSignal } from './clouds-fixture.test-support.ts';
import { type Lived, ShortLived } from './short-lived.ts';

const MINUTE = 60_000;
const UNAVAILABLE = { code: 'credential_unavailable' };

let clock: TestClock;
let asked = 0;
let failures = 0;
let answer: (serial: number) => Promise<Lived<string>>;
let kept: ShortLived<string>;

const anHour = async (serial: number) => ({ value: `token-${serial}`, expiresAt: clock.now() + 60 * MINUTE });
const down = async () => {
  throw new TypeError('token-of-somebody');
};
const get = () => kept.get({ signal: noSignal() });
/** Lets what goes on in the background come to its end. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  clock = new TestClock();
  asked = 0;
  failures = 0;
  answer = anHour;
  kept = new ShortLived(
    async () => {
      asked += 1;
      return answer(asked);
    },
    { clock, onFailure: () => failures++ },
  );
});
afterEach(() => kept.close());

describe('a short-lived credential', () => {
  it('is asked for once, however many want it at once', async () => {
    expect(await Promise.all([get(), get(), get()])).toEqual(['token-1', 'token-1', 'token-1']);
    expect(await get()).toBe('token-1');
    expect(asked).toBe(1);
  });

  it('is renewed in the background five minutes before it ends, while the old one is served', async () => {
    await get();
    clock.advance(55 * MINUTE - 1);
    expect(await get()).toBe('token-1');
    expect(asked).toBe(1);
    clock.advance(1);
    expect(await get()).toBe('token-1');
    await settle();
    expect([asked, await get()]).toEqual([2, 'token-2']);
  });

  it('is renewed at half its life where that is short', async () => {
    answer = async (serial) => ({ value: `token-${serial}`, expiresAt: clock.now() + MINUTE });
    await get();
    clock.advance(MINUTE / 2);
    await get();
    expect(asked).toBe(2);
  });

  it('is served while it lives when it cannot be renewed, and refused once it has ended', async () => {
    await get();
    answer = down;
    clock.advance(60 * MINUTE - 1);
    expect(await get()).toBe('token-1');
    await settle();
    expect(await get()).toBe('token-1');
    clock.advance(1);
    await expect(get()).rejects.toMatchObject(UNAVAILABLE);
  });

  it('is not asked for again before a pause of a second, doubling to half a minute', async () => {
    answer = down;
    for (const pause of [1, 2, 4, 8, 16, 30, 30]) {
      await expect(get()).rejects.toMatchObject(UNAVAILABLE);
      const before = asked;
      clock.advance(pause * 1000 - 1);
      await expect(get()).rejects.toMatchObject(UNAVAILABLE);
      expect(asked).toBe(before);
      clock.advance(1);
    }
    answer = anHour;
    expect(await get()).toBe('token-8');
    expect(failures).toBe(7);
  });

  it('says nothing of what went wrong', async () => {
    answer = down;
    const error: unknown = await get().catch((raised: unknown) => raised);
    expect(Object.keys(error as object)).not.toContain('cause');
    expect(String((error as Error).stack)).not.toContain('token-of-somebody');
  });

  it('lets a caller leave while others wait on', async () => {
    let arrive = (_lived: Lived<string>) => {};
    answer = () => new Promise((resolve) => (arrive = resolve));
    const leaving = new AbortController();
    const left = kept.get({ signal: leaving.signal });
    const staying = get();
    leaving.abort();
    await expect(left).rejects.toMatchObject({ code: 'cancelled' });
    arrive(await anHour(9));
    expect(await staying).toBe('token-9');
  });

  it('is waited for no longer than the limit, even where the source does not end with its signal', async () => {
    kept = new ShortLived(() => new Promise(() => {}), { clock, timeoutMs: 10 });
    await expect(get()).rejects.toMatchObject(UNAVAILABLE);
  });

  it.each([0, -1, Number.NaN])('is refused where it lives for %s milliseconds', async (lifetime) => {
    answer = async () => ({ value: 'token', expiresAt: clock.now() + lifetime });
    await expect(get()).rejects.toMatchObject(UNAVAILABLE);
  });

  it('is asked for again within a day, whatever it claims', async () => {
    answer = async (serial) => ({ value: `token-${serial}`, expiresAt: Number.POSITIVE_INFINITY });
    await get();
    clock.advance(24 * 60 * MINUTE);
    expect(await get()).toBe('token-2');
  });

  it('is none after closing, also where it was under way', async () => {
    let arrive = (_lived: Lived<string>) => {};
    answer = () => new Promise((resolve) => (arrive = resolve));
    const waiting = get();
    kept.close();
    arrive(await anHour(1));
    await expect(waiting).rejects.toMatchObject(UNAVAILABLE);
    await expect(get()).rejects.toMatchObject(UNAVAILABLE);
  });
});

describe('a clock that jumps', () => {
  it('forward lets it be asked for again', async () => {
    await get();
    clock.advance(24 * 60 * MINUTE);
    expect(await get()).toBe('token-2');
  });

  it('back lets it be renewed in the background, because nobody knows when it ends', async () => {
    await get();
    clock.advance(-30 * 24 * 60 * MINUTE);
    expect(await get()).toBe('token-1');
    await settle();
    expect(await get()).toBe('token-2');
  });

  it('back makes nobody wait for the end of a pause', async () => {
    answer = down;
    await expect(get()).rejects.toMatchObject(UNAVAILABLE);
    clock.advance(-MINUTE);
    answer = anHour;
    expect(await get()).toBe('token-2');
  });
});

describe('what a provider refused', () => {
  it('is replaced once, and not again for ten seconds', async () => {
    const [first] = [await get()];
    expect(await kept.replace((value) => value === first)).toBe(true);
    const second = await get();
    expect(second).toBe('token-2');
    expect(await kept.replace((value) => value === second)).toBe(false);
    clock.advance(10_000);
    expect(await kept.replace((value) => value === second)).toBe(true);
    expect(asked).toBe(3);
  });

  it('is replaced once for all whom it was refused to at once', async () => {
    const first = await get();
    const isFirst = (value: string) => value === first;
    expect(await Promise.all([kept.replace(isFirst), kept.replace(isFirst)])).toEqual([true, true]);
    expect(await kept.replace(isFirst)).toBe(true);
    expect(asked).toBe(2);
  });

  it('has no replacement where the source gives the same, or nothing', async () => {
    answer = async () => ({ value: 'always', expiresAt: clock.now() + MINUTE });
    await get();
    expect(await kept.replace((value) => value === 'always')).toBe(false);
    clock.advance(10_000);
    answer = down;
    expect(await kept.replace((value) => value === 'always')).toBe(false);
  });
});
