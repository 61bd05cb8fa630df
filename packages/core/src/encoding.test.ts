import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBase64url } from './encode-base64url.ts';
import { fromBase64url, fromUtf8, toBase64url, toHex, utf8 } from './encoding.ts';

describe('base64url', () => {
  it('agrees with the runtime and reads back what it wrote', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const text = toBase64url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64url'));
        expect(encodeBase64url(bytes)).toBe(text);
        expect(fromBase64url(text)).toEqual(new Uint8Array(bytes));
      }),
    );
  });

  it.each([
    ['an alien character', 'ab+d'],
    ['padding', 'YQ=='],
    ['an impossible length', 'abcde'],
    ['a trailing bit that is not zero', 'YR'],
  ])('refuses %s', (_, text) => {
    expect(fromBase64url(text)).toBeUndefined();
  });
});

describe('utf8', () => {
  it('keeps a byte order mark and refuses what is not UTF-8', () => {
    expect(fromUtf8(utf8('\ufeffa'))).toBe('\ufeffa');
    expect(() => fromUtf8(Uint8Array.of(0xc3, 0x28))).toThrow(TypeError);
  });

  it('writes hexadecimal in lower case', () => {
    expect(toHex(Uint8Array.of(0, 15, 255))).toBe('000fff');
  });
});
