import { isSallyportError } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { issuerFixture } from './issuer-fixture.test-support.ts';
import { readAssertion } from './saml/read-assertion.ts';

const base64url = fc.string({ unit: 'binary' }).map((text) => Buffer.from(text).toString('base64url'));
const json = fc.json().map((text) => Buffer.from(text).toString('base64url'));
const jwt = fc.tuple(fc.oneof(json, base64url), fc.oneof(json, base64url), base64url).map((parts) => parts.join('.'));
const piece = fc.constantFrom(
  '<',
  '>',
  '/',
  '"',
  "'",
  '=',
  ' ',
  'Assertion',
  'Signature',
  'a:',
  '<Issuer>',
  '&amp;',
  '<!--',
  '</a>',
  '<a>',
  '<a b="c">',
);
const xml = fc.array(piece, { maxLength: 60 }).map((pieces) => Buffer.from(pieces.join('')).toString('base64url'));

describe('any text', () => {
  it('that comes as a token is refused with a code of its own', async () => {
    const { verify } = issuerFixture();
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), jwt), async (token) => {
        expect(['token_invalid', 'token_issuer', 'token_algorithm']).toContain(await verify(token));
      }),
    );
  });

  it('that comes as an assertion is refused with a code of its own', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), base64url, xml), (encoded) => {
        try {
          readAssertion(encoded);
          return false;
        } catch (error) {
          return isSallyportError(error) && error.code === 'assertion_invalid';
        }
      }),
    );
  });

  it('that comes as an assertion is looked at in linear time', () => {
    const hostile = ['<a "', "<a b='", '<a b', '< ', '</', '&', '<a>', '<a b="">', ' '.repeat(3), '=', '<a b=c '];
    for (const text of hostile) {
      const encoded = Buffer.from(text.repeat(49_000 / text.length)).toString('base64url');
      expect(() => readAssertion(encoded)).toThrow();
    }
  });
});
