import { SallyportError } from '@sallyport/core';
import { startIdentityProvider, TestClock } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { callback } from './callback.ts';

describe('callback', () => {
  it('takes a JWT alone and keeps it for as long as it says', async () => {
    const provider = await startIdentityProvider();
    const clock = new TestClock(Date.now());
    let calls = 0;
    const source = callback(
      () => {
        calls += 1;
        return provider.issueToken({ expiresIn: 600 });
      },
      { clock },
    );
    const first = await source.getToken();
    expect(first.type).toBe('urn:ietf:params:oauth:token-type:jwt');
    expect(await source.getToken()).toBe(first);
    clock.advance(599_000);
    expect(await source.getToken()).not.toBe(first);
    expect(calls).toBe(2);
    await provider.close();
  });

  it('takes a token with its type and expiry', async () => {
    const given = { token: 'opaque', type: 'urn:ietf:params:oauth:token-type:access_token', expiresAt: 9e15 } as const;
    expect(await callback(() => given).getToken()).toEqual(given);
  });

  it('asks each time when the expiry is unknown, and turns what is thrown into one error', async () => {
    let calls = 0;
    const source = callback(() => {
      calls += 1;
      if (calls === 3) throw new Error('secret');
      return `opaque-${calls}`;
    });
    expect((await source.getToken()).token).toBe('opaque-1');
    expect((await source.getToken()).token).toBe('opaque-2');
    await expect(source.getToken()).rejects.toEqual(new SallyportError('identity_unavailable'));
  });
});
