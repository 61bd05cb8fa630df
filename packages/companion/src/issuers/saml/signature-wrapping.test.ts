import { beforeAll, describe, expect, it } from 'vitest';
import { type SamlFixture, samlFixture } from './saml-fixture.test-support.ts';

const SIGNATURE = /<ds:Signature.*<\/ds:Signature>/;
let fixture: SamlFixture;
/** A response with a good assertion, that assertion with and without its signature, the signature, and what an attacker would rather say. */
let parts: Record<'response' | 'signed' | 'bare' | 'signature' | 'evil', string>;

beforeAll(async () => {
  fixture = await samlFixture();
  const { provider } = fixture;
  const response = provider.response();
  const signed = /<saml:Assertion.*<\/saml:Assertion>/.exec(response)?.[0] ?? '';
  const signature = SIGNATURE.exec(signed)?.[0] ?? '';
  const evil = provider.unsigned({ subject: 'eve.example', id: '_evil' });
  parts = { response, signed, bare: signed.replace(signature, ''), signature, evil };
});

/** Puts `inner` right after the issuer of an assertion, where its signature would be. */
const after = (assertion: string, inner: string): string =>
  assertion.replace('</saml:Issuer>', `</saml:Issuer>${inner}`);
const into = (signature: string, inner: string): string =>
  signature.replace('</ds:Signature>', `${inner}</ds:Signature>`);
const object = (inner: string): string => `<ds:Object>${inner}</ds:Object>`;
const last = (response: string, inner: string): string =>
  response.replace('</samlp:Response>', `${inner}</samlp:Response>`);

type Parts = typeof parts;
/** Somorovsky et al. 2012, as SAML Raider numbers them. */
const ATTACKS: readonly (readonly [string, (parts: Parts) => string])[] = [
  [
    'XSW1: the signed response in its own signature',
    ({ response, signed, signature, evil }) => {
      const forged = response.replace(signed, evil);
      return after(forged, into(signature, object(response)));
    },
  ],
  [
    'XSW2: the signed response before its signature',
    ({ response, signed, signature, evil }) => {
      const forged = response.replace(signed, evil);
      return after(forged, response + signature);
    },
  ],
  [
    'XSW3: another assertion before the signed one',
    ({ response, signed, evil }) => response.replace(signed, evil + signed),
  ],
  ['XSW3: another assertion after the signed one', ({ response, evil }) => last(response, evil)],
  [
    'XSW4: another assertion around the signed one',
    ({ response, signed, evil }) => response.replace(signed, after(evil, signed)),
  ],
  [
    'XSW5: the signature in another, the signed one last',
    ({ response, signed, bare, signature, evil }) => last(response.replace(signed, after(evil, signature)), bare),
  ],
  [
    'XSW6: the signature in another, the signed one in it',
    ({ response, signed, bare, signature, evil }) => response.replace(signed, after(evil, into(signature, bare))),
  ],
  [
    'XSW7: another assertion in extensions',
    ({ response, evil }) => after(response, `<samlp:Extensions>${evil}</samlp:Extensions>`),
  ],
  [
    'XSW8: the signature in another, the signed one in an object of it',
    ({ response, signed, bare, signature, evil }) =>
      response.replace(signed, after(evil, into(signature, object(bare)))),
  ],
  [
    'the signed one under another name',
    ({ response, signed, signature, evil }) =>
      response.replace(signed, `${after(evil, signature)}<x:Kept xmlns:x="urn:x">${signed}</x:Kept>`),
  ],
  [
    'another with the id of the signed one',
    ({ response, signed, bare, signature, evil }) => {
      const id = / ID="([^"]*)"/.exec(signed)?.[1] ?? '';
      return last(
        response.replace(signed, after(evil.replace('_evil', id), signature)),
        `<samlp:Kept>${bare}</samlp:Kept>`,
      );
    },
  ],
  [
    'an id that two elements have',
    ({ signed }) => {
      const id = / ID="([^"]*)"/.exec(signed)?.[1] ?? '';
      return signed.replace('<saml:Subject>', `<saml:Subject ID="${id}">`);
    },
  ],
  ['the signature of another assertion', ({ evil, signature }) => after(evil, signature)],
  ['the signature twice', ({ signed, signature }) => signed.replace(signature, signature + signature)],
  [
    'the signature deeper than it belongs',
    ({ signed, signature }) => signed.replace(signature, '').replace('</saml:Subject>', `${signature}</saml:Subject>`),
  ],
  ['two responses', ({ response }) => last(response, response.replace('_response', '_other'))],
  [
    'an assertion that is not right in the response',
    ({ response, signed }) => response.replace(signed, `<samlp:Inner>${signed}</samlp:Inner>`),
  ],
  ['something around a bare assertion', ({ signed }) => `<x>${signed}</x>`],
  ['something after a bare assertion', ({ signed, evil }) => signed + evil],
  ['a reference to all and nothing', ({ signed }) => signed.replace(/ URI="#[^"]*"/, ' URI=""')],
  [
    'a transform that leaves something out',
    ({ signed }) =>
      signed.replace(
        '<ds:Transforms>',
        '<ds:Transforms><ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"/>',
      ),
  ],
  ['an encrypted assertion', ({ response, signed }) => response.replace(signed, '<saml:EncryptedAssertion/>')],
  ['an encrypted assertion beside the signed one', ({ response }) => last(response, '<saml:EncryptedAssertion/>')],
];

describe('what was signed stays where it belongs:', () => {
  it('the response that the attacks begin with is good', async () => {
    expect(await fixture.verify(parts.response)).toMatchObject({ caller: { subject: 'ada.example' } });
    expect(await fixture.verify(last(parts.response, '<x/>'))).toMatchObject({ caller: { subject: 'ada.example' } });
  });

  it.each(ATTACKS)('%s is refused', async (_, attack) => {
    const forged = attack(parts);
    expect([parts.response, parts.signed]).not.toContain(forged);
    expect(await fixture.verify(forged)).toBe('assertion_invalid');
  });
});

const LAUGHS = `<!DOCTYPE x [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, n) => `<!ENTITY ${'abcdefghij'[n + 1]} "${`&${'abcdefghij'[n]};`.repeat(10)}">`).join('')}]>`;

describe('a document', () => {
  it.each<[string, (signed: string) => string]>([
    ['with a document type', (signed) => `<!DOCTYPE x>${signed}`],
    ['with entities that expand a billionfold', (signed) => LAUGHS + signed.replace('ada.example', '&j;')],
    [
      'with an entity that reads a file',
      (signed) => `<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>${signed.replace('ada.example', '&f;')}`,
    ],
    ['with an entity that nobody declared', (signed) => signed.replace('ada.example', '&ada;')],
    ['with a character reference out of all bounds', (signed) => signed.replace('ada.example', '&#99999999;')],
    ['with a comment', (signed) => signed.replace('ada.example', 'ada<!-- x -->.example')],
    ['with a comment after it', (signed) => `${signed}<!-- x -->`],
    ['with a declaration of another encoding', (signed) => `<?xml version="1.0" encoding="UTF-16"?>${signed}`],
    ['with another processing instruction', (signed) => `<?xml-stylesheet href="x"?>${signed}`],
    [
      'with more levels than any needs',
      (signed) => signed.replace('<saml:Subject>', `${'<x>'.repeat(40)}${'</x>'.repeat(40)}<saml:Subject>`),
    ],
    [
      'with more elements than any needs',
      (signed) => signed.replace('<saml:Subject>', `${'<x/>'.repeat(3000)}<saml:Subject>`),
    ],
    ['that never closes', (signed) => signed.replace('</saml:Assertion>', '')],
    ['that closes what is not open', (signed) => `${signed}</x>`],
    ['with tags that never end', () => '<a "'.repeat(10_000)],
    ['of opening brackets alone', () => '<'.repeat(40_000)],
  ])('%s is refused', async (_, make) => {
    expect(await fixture.verify(make(parts.signed))).toBe('assertion_invalid');
  });
});
