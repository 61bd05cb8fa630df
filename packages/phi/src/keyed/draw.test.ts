import { toHex } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Draw } from './draw.ts';
import { randomSubject, subjectKey } from './subject-key.ts';

const key = fc.uint8Array({ minLength: 16, maxLength: 16 });
const row = (bytes: Uint8Array, purpose: string, text: string): string => new Draw(bytes, { purpose, text }).digits(24);

describe('a row', () => {
  it('is the same for the same key, purpose and text, and no other', () => {
    fc.assert(
      fc.property(key, key, fc.string(), fc.string(), (one, other, text, different) => {
        fc.pre(toHex(one) !== toHex(other) && text !== different);
        expect(row(one, 'name', text)).toBe(row(one, 'name', text));
        expect(row(one, 'name', text)).not.toBe(row(other, 'name', text));
        expect(row(one, 'name', text)).not.toBe(row(one, 'name', different));
        expect(row(one, 'name', text)).not.toBe(row(one, 'code', text));
      }),
    );
  });

  it('draws what can be drawn, and all of it', () => {
    const draw = new Draw(new Uint8Array(16), { purpose: 'test', text: '' });
    const drawn = Array.from({ length: 400 }, () => draw.below(7));
    expect(new Set(drawn)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]));
    expect(draw.pick([])).toBeUndefined();
    expect(draw.character('x')).toBe('x');
  });
});

describe("a subject's key", () => {
  it('needs 16 bytes, and takes account of every one beyond', () => {
    expect(() => subjectKey(new Uint8Array(15))).toThrow(expect.objectContaining({ code: 'config_invalid' }));
    const secret = Uint8Array.from({ length: 40 }, (_, at) => at);
    expect(subjectKey(secret.subarray(0, 16))).toEqual(secret.subarray(0, 16));
    expect(subjectKey(secret)).toHaveLength(16);
    for (const at of [0, 15, 16, 39]) expect(subjectKey(secret.with(at, 255))).not.toEqual(subjectKey(secret));
  });

  it('is no longer the caller’s array', () => {
    const secret = randomSubject();
    const taken = subjectKey(secret);
    const before = toHex(taken);
    secret.fill(0);
    expect(toHex(taken)).toBe(before);
  });

  it('is another each time by default', () => {
    expect(randomSubject()).toHaveLength(16);
    expect(toHex(randomSubject())).not.toBe(toHex(randomSubject()));
  });
});
