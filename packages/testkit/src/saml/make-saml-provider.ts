import { selfSigned } from '../certificate/self-signed.ts';
import { type AssertionDefaults, type AssertionOptions, assertionXml } from './assertion-xml.ts';
import { signXml, type XmlSigning } from './sign-xml.ts';

/** How a SAML identity provider is made. */
export interface SamlProviderOptions extends Partial<AssertionDefaults> {
  /** Bits of its RSA key. Default 2048. */
  readonly modulusLength?: number;
}

/** What a test may do to an assertion before it is signed, and how it is signed. */
export type SigningOptions = Pick<XmlSigning, 'signatureAlgorithm' | 'digestAlgorithm'> & {
  readonly edit?: (xml: string) => string;
};

/** A SAML 2.0 identity provider with a key of its own. It serves nothing: its assertions are carried by hand. */
export interface SamlProvider extends AssertionDefaults {
  /** PEM: what its signatures are verified with. */
  readonly certificate: string;
  /** The XML of a signed assertion. */
  assertion(options?: AssertionOptions, signing?: SigningOptions): string;
  /** The XML of a response with a signed assertion in it. */
  response(options?: AssertionOptions): string;
  /** The XML of an assertion that nobody signed. */
  unsigned(options?: AssertionOptions): string;
}

/** Makes a SAML identity provider with a fresh key. */
export async function makeSamlProvider(options: SamlProviderOptions = {}): Promise<SamlProvider> {
  const { issuer = 'https://idp.example/saml', audience = 'https://sallyport.example/saml' } = options;
  const { recipient = 'https://sallyport.example/oauth/token', modulusLength } = options;
  const { certificate, privateKey } = await selfSigned('rsa', modulusLength);
  const defaults = { issuer, audience, recipient };
  const sign = (xml: string, { edit = (same) => same, ...signing }: SigningOptions = {}): string =>
    signXml(edit(xml), { privateKey, certificate, ...signing });
  return {
    ...defaults,
    certificate,
    assertion: (said = {}, signing = {}) => sign(assertionXml(said, defaults), signing),
    response: (said = {}) => sign(responseXml(assertionXml(said, defaults), issuer)),
    unsigned: (said = {}) => assertionXml(said, defaults),
  };
}

/** SAML 2.0 core §3.3.3. */
function responseXml(assertion: string, issuer: string): string {
  const protocol = 'urn:oasis:names:tc:SAML:2.0:protocol';
  const status = `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/>`;
  return [
    `<samlp:Response xmlns:samlp="${protocol}" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"`,
    ` ID="_response" Version="2.0" IssueInstant="${new Date().toISOString()}">`,
    `<saml:Issuer>${issuer}</saml:Issuer><samlp:Status>${status}</samlp:Status>${assertion}</samlp:Response>`,
  ].join('');
}
