import { SignedXml } from 'xml-crypto';

/** How an element is signed. */
export interface XmlSigning {
  /** PKCS#8 PEM. */
  readonly privateKey: string;
  /** PEM, put into `KeyInfo`. */
  readonly certificate: string;
  /** The local name of the element that is signed, by its `ID`. Default `Assertion`. */
  readonly element?: 'Assertion' | 'Response';
  /** Default RSA with SHA-256. */
  readonly signatureAlgorithm?: string;
  /** Default SHA-256. */
  readonly digestAlgorithm?: string;
}

const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

/** Signs an element of a document where SAML wants it: enveloped, right after its `Issuer` (SAML 2.0 core §5.4). */
export function signXml(xml: string, signing: XmlSigning): string {
  const { privateKey, certificate, element = 'Assertion' } = signing;
  const { signatureAlgorithm = RSA_SHA256, digestAlgorithm = SHA256 } = signing;
  const signed = new SignedXml({ privateKey, publicCert: certificate, signatureAlgorithm });
  signed.canonicalizationAlgorithm = EXCLUSIVE;
  const xpath = `//*[local-name(.)='${element}']`;
  signed.addReference({ xpath, transforms: [ENVELOPED, EXCLUSIVE], digestAlgorithm });
  signed.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: `${xpath}/*[local-name(.)='Issuer']`, action: 'after' },
  });
  return signed.getSignedXml();
}
