import { X509Certificate } from 'node:crypto';

const LEAST_BITS = 2048;
const LEAST_EXPONENT = 65_537n;

/**
 * Reads a signing certificate, PEM; `undefined` for what is none, or one whose key is not RSA of at least 2,048 bits with an exponent of
 * at least 65,537. Its dates and its own signature do not count: it is trusted because it is configured (SAML 2.0 metadata
 * interoperability profile §2.6.1).
 */
export function readSigningCertificate(pem: string): string | undefined {
  try {
    const certificate = new X509Certificate(pem);
    const { asymmetricKeyType: type, asymmetricKeyDetails: details = {} } = certificate.publicKey;
    const { modulusLength = 0, publicExponent = 0n } = details;
    const strong = type === 'rsa' && modulusLength >= LEAST_BITS && publicExponent >= LEAST_EXPONENT;
    return strong ? certificate.toString() : undefined;
  } catch {
    return undefined;
  }
}
