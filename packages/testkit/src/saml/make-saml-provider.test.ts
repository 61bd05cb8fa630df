import { describe, expect, it } from 'vitest';
import { SignedXml } from 'xml-crypto';
import { makeSamlProvider } from './make-saml-provider.ts';

const SIGNATURE = /<ds:Signature.*<\/ds:Signature>/;

/** What the signature in a document covers, or `undefined` if it is not good. */
function signedBy(xml: string, certificate: string): string | undefined {
  const signed = new SignedXml({ publicCert: certificate });
  signed.loadSignature(SIGNATURE.exec(xml)?.[0] ?? '');
  return signed.checkSignature(xml) ? signed.getSignedReferences()[0] : undefined;
}

describe('a SAML provider', () => {
  it('signs the assertion, alone and in a response', async () => {
    const provider = await makeSamlProvider();
    for (const xml of [
      provider.assertion({ subject: 'grace.example' }),
      provider.response({ subject: 'grace.example' }),
    ]) {
      expect(signedBy(xml, provider.certificate)).toMatch(
        /^<saml:Assertion.*<saml:NameID>grace\.example<.*<\/saml:Assertion>$/,
      );
    }
  });

  it('leaves out what it is told to, and signs nothing of what it did not', async () => {
    const provider = await makeSamlProvider({ audience: 'urn:sp' });
    const xml = provider.assertion({ audience: null, notBefore: null }, { edit: (text) => text.replace('ada', 'eve') });
    expect(xml).not.toContain('urn:sp');
    expect(xml).not.toContain('NotBefore');
    expect(signedBy(xml, provider.certificate)).toContain('eve.example');
    expect(provider.unsigned()).not.toMatch(SIGNATURE);
  });
});
