import { inspect } from 'node:util';
import { SallyportError } from '@sallyport/core';
import { TestClock } from '@sallyport/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cached } from './cached.ts';
import type { IdentityToken, TokenSource } from './token-source.ts';

const MINUTE = 60_000;
const type = 'urn:ietf:params:oauth:token-type:jwt';
const unavailable = expect.objectContaining({ code: 'identity_unavailable' });

/** A source whose every answer the test decides: `token-1`, `token-2` …, good for `life` milliseconds. */
class NumberedSource implements TokenSource {
  calls = 0;
  readonly #clock: TestClock;
  readonly #life: number | undefined;
  answer: (token: IdentityToken, signal?: AbortSignal) => Promise<IdentityToken> = async (token) => token;

  constructor(clock: TestClock, life: number | undefined) {
    this.#clock = clock;
    this.#life = life;
  }

  getToken({ signal }: { readonly signal?: AbortSignal } = {}): Promise<IdentityToken> {
    this.calls += 1;
    const token = { token: `token-${this.calls}`, type } as const;
    const dated = this.#life === undefined ? token : { ...token, expiresAt: this.#clock.now() + this.#life };
    return this.answer(dated, signal);
  }
}

function setUp(life: number | undefined = 10 * MINUTE, options: { timeoutMs?: number; earlyRefreshMs?: number } = {}) {
  const clock = new TestClock();
  const source = new NumberedSource(clock, life);
  const cache = cached(source, { clock, ...options });
  const next = async () => (await cache.getToken()).token;
  return { clock, source, cache, next };
}

describe('keeping', () => {
  it('keeps a token until a minute before it expires', async () => {
    const { clock, next } = setUp();
    expect(await next()).toBe('token-1');
    clock.advance(9 * MINUTE - 1);
    expect(await next()).toBe('token-1');
    clock.advance(1);
    expect(await next()).toBe('token-2');
  });

  it('keeps a short-lived token for half of its life', async () => {
    const { clock, next } = setUp(MINUTE);
    await next();
    clock.advance(29_999);
    expect(await next()).toBe('token-1');
    clock.advance(1);
    expect(await next()).toBe('token-2');
  });

  it('does not keep a token whose expiry it does not know, or that seems to have expired', async () => {
    for (const life of [undefined, 0, -MINUTE, Number.NaN]) {
      const clock = new TestClock();
      const source = new NumberedSource(clock, life);
      const cache = cached(source, { clock });
      expect((await cache.getToken()).token).toBe('token-1');
      expect((await cache.getToken()).token).toBe('token-2');
    }
  });

  it('trusts nothing kept when the clock was set back', async () => {
    const { clock, next } = setUp();
    await next();
    clock.advance(-1);
    expect(await next()).toBe('token-2');
  });

  it('never gives a token that it knows to have expired, however the clock moves', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 12 * MINUTE })),
        fc.integer({ min: 0, max: MINUTE * 20 }),
        async (steps, earlyRefreshMs) => {
          const { clock, cache } = setUp(10 * MINUTE, { earlyRefreshMs });
          for (const step of steps) {
            clock.advance(step);
            expect((await cache.getToken()).expiresAt).toBeGreaterThan(clock.now());
          }
        },
      ),
    );
  });

  it('gives frozen tokens', async () => {
    const { cache } = setUp();
    expect(Object.isFrozen(await cache.getToken())).toBe(true);
  });
});

describe('sharing', () => {
  it('asks once for all who wait at the same time', async () => {
    const { source, next } = setUp();
    expect(new Set(await Promise.all(Array.from({ length: 50 }, next)))).toEqual(new Set(['token-1']));
    expect(source.calls).toBe(1);
  });

  it('lets one caller go and the others wait on', async () => {
    const { source, cache, next } = setUp();
    const gate = Promise.withResolvers<void>();
    source.answer = (token) => gate.promise.then(() => token);
    const controller = new AbortController();
    const leaving = cache.getToken({ signal: controller.signal });
    const staying = next();
    controller.abort();
    await expect(leaving).rejects.toMatchObject({ code: 'cancelled' });
    gate.resolve();
    expect(await staying).toBe('token-1');
    expect(source.calls).toBe(1);
  });

  it('does not ask for a caller who has gone already', async () => {
    const { source, cache } = setUp();
    await expect(cache.getToken({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
    expect(source.calls).toBe(0);
  });
});

describe('failing', () => {
  it('does not keep a failure', async () => {
    const { source, next } = setUp();
    source.answer = () => Promise.reject(new TypeError('down'));
    await expect(Promise.all([next(), next()])).rejects.toEqual(unavailable);
    expect(source.calls).toBe(1);
    source.answer = async (token) => token;
    expect(await next()).toBe('token-2');
  });

  it('gives the kept token while it is valid, and the failure from then on', async () => {
    const { clock, source, next } = setUp();
    await next();
    source.answer = () => Promise.reject(new TypeError('down'));
    clock.advance(10 * MINUTE - 1);
    expect(await next()).toBe('token-1');
    clock.advance(1);
    await expect(next()).rejects.toEqual(unavailable);
  });

  it('gives up on a source that takes too long, telling it so', async () => {
    const { source, next } = setUp(MINUTE, { timeoutMs: 5 });
    let told: AbortSignal | undefined;
    source.answer = (_token, signal) => {
      told = signal;
      return new Promise(() => undefined);
    };
    await expect(next()).rejects.toEqual(unavailable);
    expect(told?.aborted).toBe(true);
  });

  it('says nothing of what the source said', async () => {
    const { source, next } = setUp();
    source.answer = async ({ token }) => {
      throw new Error(`the secret of ${token}`, { cause: token });
    };
    const error = await next().catch((raised: unknown) => raised);
    expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(/secret|token-1/);
  });

  it('passes on what Sallyport itself says', async () => {
    const { source, next } = setUp();
    source.answer = () => Promise.reject(new SallyportError('config_invalid'));
    await expect(next()).rejects.toMatchObject({ code: 'config_invalid' });
  });

  it.each([
    ['an empty token', ''],
    ['a header of its own', 'a\r\nx: y'],
    ['white space', 'a b'],
    ['excess', 'a'.repeat(70_000)],
  ])('refuses %s', async (_name, token) => {
    const { source, next } = setUp();
    source.answer = async () => ({ token, type });
    await expect(next()).rejects.toEqual(unavailable);
  });
});
