import { makeSamlProvider } from '@sallyport/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { assertionVerifier } from './assertion-verifier.ts';
import { codeOf, encode, type SamlFixture, samlFixture } from './saml-fixture.test-support.ts';

const MINUTE = 60_000;
let fixture: SamlFixture;
beforeAll(async () => {
  fixture = await samlFixture();
});

describe('an assertion', () => {
  it('that is right gives its subject, its groups, its times, and is to be used once', async () => {
    const { provider, clock, verify } = fixture;
    const now = clock.now();
    const xml = provider.assertion({ now, id: '_a1', attributes: { groups: ['nurses', 'ward-3', 'nurses'] } });
    expect(await verify(xml, { groupsAttribute: 'groups' })).toEqual({
      caller: { issuer: provider.issuer, subject: 'ada.example', groups: ['nurses', 'ward-3'] },
      expiresAt: Math.floor((now + 5 * MINUTE) / 1000),
      issuedAt: Math.floor(now / 1000),
      tokenId: '_a1',
      once: true,
    });
  });

  it('in a response is as good, and so is one with a declaration and padding', async () => {
    const { provider, clock, verify } = fixture;
    const now = clock.now();
    expect(await verify(provider.response({ now }))).toMatchObject({ caller: { subject: 'ada.example' } });
    const declared = `<?xml version="1.0" encoding="UTF-8"?>\n${provider.assertion({ now })}\n`;
    expect(await verify(declared)).toMatchObject({ caller: { subject: 'ada.example', groups: [] } });
    const { issuer, audience, recipient, certificate } = provider;
    const issuers = [{ config: { issuer, audience, certificateFiles: [] }, certificates: [certificate] }];
    const padded = Buffer.from(provider.assertion({ now }))
      .toString('base64')
      .replaceAll('+', '-')
      .replaceAll('/', '_');
    expect(await assertionVerifier({ issuers, recipient, clock })(padded)).toMatchObject({ once: true });
  });

  it('names its subject by an attribute where that is configured', async () => {
    const { provider, clock, verify } = fixture;
    const said = { now: clock.now(), attributes: { mail: ['ada@example.org'], many: ['a', 'b'] } };
    const byMail = await verify(provider.assertion(said), { subjectAttribute: 'mail' });
    expect(byMail).toMatchObject({ caller: { subject: 'ada@example.org' } });
    expect(await verify(provider.assertion(said), { subjectAttribute: 'many' })).toBe('assertion_invalid');
    expect(await verify(provider.assertion(said), { subjectAttribute: 'absent' })).toBe('assertion_invalid');
  });

  it('must have the attributes that are required', async () => {
    const { provider, clock, verify } = fixture;
    const xml = provider.assertion({ now: clock.now(), attributes: { 'urn:x:unit': ['icu', 'er'] } });
    expect(await verify(xml, { requiredAttributes: { 'urn:x:unit': 'er' } })).toMatchObject({ once: true });
    expect(await verify(xml, { requiredAttributes: { 'urn:x:unit': 'lab' } })).toBe('token_claims');
    expect(await verify(xml, { requiredAttributes: { other: 'er' } })).toBe('token_claims');
  });

  it('of the new certificate and of the old one passes while both are known', async () => {
    const { provider, verify } = await samlFixture([(await makeSamlProvider()).certificate]);
    expect(await verify(provider.assertion())).toMatchObject({ once: true });
  });
});

describe('an assertion is refused', () => {
  const seconds = (count: number): number => count * 1000;

  it.each([
    ['for another audience', { audience: 'https://other.example' }, 'token_audience'],
    ['for no audience', { audience: null }, 'token_audience'],
    ['for another recipient', { recipient: 'https://other.example/oauth/token' }, 'token_audience'],
    ['of another issuer', { issuer: 'https://evil.example' }, 'token_issuer'],
    ['that does not say when its confirmation ends', { confirmedUntil: null }, 'assertion_invalid'],
    ['without a subject', { subject: '' }, 'assertion_invalid'],
    ['with space around its subject', { subject: ' ada.example' }, 'assertion_invalid'],
    ['with elements in its subject', { subject: 'ada<saml:b>.example</saml:b>' }, 'assertion_invalid'],
    ['with a comment in its subject', { subject: 'ada<!---->.evil.example' }, 'assertion_invalid'],
    ['with a CDATA section', { subject: '<![CDATA[ada.example]]>' }, 'assertion_invalid'],
    ['with a processing instruction', { subject: 'ada<?x y?>.evil.example' }, 'assertion_invalid'],
    ['with a control character in its subject', { subject: 'ada&#10;example' }, 'assertion_invalid'],
    ['with a subject that is too long', { subject: 'a'.repeat(2049) }, 'assertion_invalid'],
  ])('%s', async (_, said, code) => {
    const { provider, clock, verify } = fixture;
    expect(await verify(provider.assertion({ now: clock.now(), ...said }))).toBe(code);
  });

  it.each([
    ['its conditions end', { notOnOrAfter: seconds(-29) }, { notOnOrAfter: seconds(-30) }, 'token_expired'],
    ['its confirmation ends', { confirmedUntil: seconds(-29) }, { confirmedUntil: seconds(-30) }, 'token_expired'],
    ['its session ends', { sessionUntil: seconds(-29) }, { sessionUntil: seconds(-30) }, 'token_expired'],
    ['its conditions begin', { notBefore: seconds(30) }, { notBefore: seconds(31) }, 'token_not_yet_valid'],
    ['it is issued', { issuedAt: seconds(30) }, { issuedAt: seconds(31) }, 'token_not_yet_valid'],
  ])('no sooner and no later than thirty seconds of skew allow when %s', async (_, within, beyond, code) => {
    const { provider, clock, verify } = fixture;
    const now = clock.now();
    expect(await verify(provider.assertion({ now, ...within }))).toMatchObject({ once: true });
    expect(await verify(provider.assertion({ now, ...beyond }))).toBe(code);
    expect(await verify(provider.assertion({ now, ...within }), { clockToleranceSeconds: 0 })).toBe(code);
  });

  it.each([
    ['of no version', (xml: string) => xml.replace('Version="2.0"', '')],
    ['of SAML 1.1', (xml: string) => xml.replace('Version="2.0"', 'Version="1.1"')],
    [
      'with a time that is not UTC',
      (xml: string) => xml.replace(/NotBefore="[^"]*"/, 'NotBefore="2026-01-01T00:00:00+01:00"'),
    ],
    ['with a time that is none', (xml: string) => xml.replace(/NotBefore="[^"]*"/, 'NotBefore="soon"')],
    [
      'with a condition that is not known',
      (xml: string) => xml.replace('</saml:Conditions>', '<x:Only xmlns:x="urn:x"/></saml:Conditions>'),
    ],
    ['with two Conditions', (xml: string) => xml.replace('</saml:Conditions>', '</saml:Conditions><saml:Conditions/>')],
    ['without Conditions', (xml: string) => xml.replace(/<saml:Conditions.*<\/saml:Conditions>/, '')],
    ['without a bearer confirmation', (xml: string) => xml.replace('cm:bearer', 'cm:holder-of-key')],
    ['with two subjects', (xml: string) => xml.replace('<saml:Conditions', '<saml:Subject/><saml:Conditions')],
    [
      'with two NameIDs',
      (xml: string) => xml.replace('</saml:NameID>', '</saml:NameID><saml:NameID>eve</saml:NameID>'),
    ],
    ['with advice', (xml: string) => xml.replace('<saml:AuthnStatement', '<saml:Advice/><saml:AuthnStatement')],
    ['with an encrypted id', (xml: string) => xml.replace('</saml:NameID>', '</saml:NameID><saml:EncryptedID/>')],
  ])('%s, though its issuer signed it', async (_, edit) => {
    const { provider, clock, verify } = fixture;
    const xml = provider.assertion({ now: clock.now() }, { edit });
    expect(xml).not.toBe(provider.unsigned());
    expect(await verify(xml)).toBe('assertion_invalid');
  });

  it.each([
    ['RSA with SHA-1', { signatureAlgorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }],
    ['a digest by SHA-1', { digestAlgorithm: 'http://www.w3.org/2000/09/xmldsig#sha1' }],
  ])('when signed with %s', async (_, signing) => {
    const { provider, clock, verify } = fixture;
    expect(await verify(provider.assertion({ now: clock.now() }, signing))).toBe('assertion_invalid');
  });

  it('when nobody signed it, a stranger did, or the provider signed something else', async () => {
    const { provider, clock, verify } = fixture;
    const now = clock.now();
    const { issuer, audience, recipient } = provider;
    const stranger = await makeSamlProvider({ issuer, audience, recipient });
    expect(await verify(provider.unsigned({ now }))).toBe('assertion_invalid');
    expect(await verify(stranger.assertion({ now }))).toBe('assertion_invalid');
    const changed = provider.assertion({ now }).replace('ada.example', 'eve.example');
    expect(await verify(changed)).toBe('assertion_invalid');
  });

  it('when its text is no base64url, no UTF-8, no XML, or too long', async () => {
    const { provider, clock } = fixture;
    const { issuer, audience, recipient, certificate } = provider;
    const issuers = [{ config: { issuer, audience, certificateFiles: [] }, certificates: [certificate] }];
    const verify = assertionVerifier({ issuers, recipient, clock });
    const good = provider.assertion({ now: clock.now() });
    const huge = good.replace('</saml:Issuer>', `</saml:Issuer>${' '.repeat(65_536)}`);
    const utf16 = Buffer.from(good, 'utf16le').toString('base64url');
    const bad = [
      encode(huge),
      `${encode(good)}*`,
      Buffer.from(good).toString('base64').replace(/^./, '+'),
      utf16,
      '',
      encode('ada'),
    ];
    expect(await Promise.all(bad.map((one) => verify(one).catch(codeOf)))).toEqual(bad.map(() => 'assertion_invalid'));
  });
});
