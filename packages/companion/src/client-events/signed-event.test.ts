import { fromBase64url } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newClient, outcomeFacts, signFacts } from './client.test-support.ts';
import { decodeStrictly, takeApart } from './signed-event.ts';

const event = await signFacts(outcomeFacts(), await newClient());
const [header = '', payload = '', signature = ''] = event.split('.');

describe('takeApart', () => {
  it('gives the parts, and the exact bytes', () => {
    const parts = takeApart(event);
    expect(parts?.header).toBe(header);
    expect(parts?.payload).toStrictEqual(Buffer.from(payload, 'base64url'));
    expect(Buffer.from(parts?.leaf ?? []).toString()).toBe(event);
    expect(Buffer.from(parts?.input ?? []).toString()).toBe(`${header}.${payload}`);
  });

  it.each([
    ['', 'nothing'],
    ['.', 'no parts'],
    ['..', 'empty parts'],
    [`${header}.${payload}`, 'two parts'],
    [`${event}.`, 'a fourth part'],
    [`${header}..${payload}.${signature}`, 'an empty part'],
    [`${header}.${payload}.${signature.slice(0, -2)}`, 'a short signature'],
    [`${header}.${payload}.${signature}AA`, 'a long signature'],
    [`${header}.${payload}.`, 'no signature'],
    [`${header}=.${payload}.${signature}`, 'padding'],
    [`${header}.${payload} .${signature}`, 'a space'],
    [`${header}.${payload}\n.${signature}`, 'a newline'],
    [`${header}.+${payload}.${signature}`, 'base64'],
    [`${header}.é${payload}.${signature}`, 'a letter beyond ASCII'],
    [`${header}.${payload}.${signature.slice(0, -1)}${signature.endsWith('B') ? 'C' : 'B'}`, 'bits to spare'],
    [`${header}.${'A'.repeat(65_536)}.${signature}`, 'too many bytes'],
    ['.'.repeat(65_535), 'nothing but dots'],
  ])('refuses %.12s…: %s', (text) => {
    expect(takeApart(text)).toBeUndefined();
  });
});

describe('decodeStrictly', () => {
  it('agrees with the strict decoder of core on every text', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'AQgwBz09-_=+/ é'), maxLength: 12 });
    fc.assert(
      fc.property(digits, (text) => {
        const bytes = decodeStrictly(text);
        expect(bytes === undefined ? undefined : new Uint8Array(bytes)).toStrictEqual(fromBase64url(text));
      }),
    );
  });
});
