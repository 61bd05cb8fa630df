import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notBinary, picture, sealed } from './base64-rule.ts';

const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
const bytes = (minLength: number) => fc.uint8Array({ minLength, maxLength: 4096 });

const PNG = base64(
  Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...new Array<number>(600).fill(7)]),
);

describe('sealed', () => {
  it('passes ciphertext, in both alphabets, padded or not', async () => {
    // The first byte of a Fernet token is no character of UTF-8
    await fc.assert(
      fc.property(bytes(64), (random) => {
        const token = base64(Uint8Array.from([0x80, 0, 0, 0, 0, ...random]));
        expect(token.startsWith('gAAAAA')).toBe(true);
        const variants = [token, token.replaceAll('+', '-').replaceAll('/', '_'), token.replace(/=+$/, '')];
        expect(variants.map(sealed)).toEqual(['skip', 'skip', 'skip']);
      }),
    );
  });

  it.each(['', 'Zq7 sentinel', 'Zq7sentinel', 'A'.repeat(65), `${'A'.repeat(63)}é`])('takes for text: %j', (value) => {
    expect(sealed(value)).toBe('text');
  });

  it('takes text that was only encoded for text', () => {
    expect(sealed(base64(new TextEncoder().encode('Alma Fernhollow, née Quillane, was seen today. '.repeat(40))))).toBe(
      'text',
    );
    expect(sealed('A'.repeat(64))).toBe('text');
  });

  it('refuses files', () => {
    expect(sealed(PNG)).toBe('refuse');
    for (const begin of ['%PDF-1.7\n', 'PK\u0003\u0004', 'GIF89a']) {
      expect(sealed(btoa(begin + '\u00ff'.repeat(100)).replaceAll('=', ''))).toBe('refuse');
    }
  });
});

describe('picture', () => {
  it('passes pictures, and nothing else', () => {
    expect(picture(PNG)).toBe('skip');
    expect(picture(btoa('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBe('skip');
    expect(
      ['', 'Alma', `${PNG} `, PNG.slice(1), PNG.slice(0, -1), `data:image/png;base64,${PNG}`].map(picture),
    ).toEqual(new Array(6).fill('text'));
  });
});

describe('notBinary', () => {
  it('refuses base64 of any length that means something', () => {
    expect([notBinary(PNG), notBinary('A'.repeat(256)), notBinary(PNG.replaceAll('/', '_'))]).toEqual(
      new Array(3).fill('refuse'),
    );
    expect(['', 'total 4', 'A'.repeat(255), `${PNG}\n`].map(notBinary)).toEqual(new Array(4).fill('text'));
  });
});
