import { toBase64url, utf8 } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenExpiry } from './token-expiry.ts';

const jwt = (payload: unknown) => `e30.${toBase64url(utf8(JSON.stringify(payload)))}.c2ln`;

describe('tokenExpiry', () => {
  it('reads exp in milliseconds', () => {
    expect(tokenExpiry(jwt({ exp: 1_700_000_000 }))).toBe(1_700_000_000_000);
  });

  it('knows nothing of other tokens', () => {
    for (const payload of [{}, null, [], { exp: '1700000000' }, { exp: null }]) {
      expect(tokenExpiry(jwt(payload))).toBeUndefined();
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(tokenExpiry(text)).toBeUndefined();
        expect(tokenExpiry(`a.${text}.b`)).toBeUndefined();
      }),
    );
  });
});
