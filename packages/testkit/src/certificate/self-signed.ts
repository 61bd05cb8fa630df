import { createHash, generateKeyPair, type KeyObject, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { bitString, der, oid, sequence, utcTime } from './der.ts';

const generate = promisify(generateKeyPair);
const DAY = 86_400_000;
const VERSION_3 = der(0xa0, der(0x02, Buffer.from([2])));
const NULL = der(0x05);
const TRUE = der(0x01, Buffer.from([0xff]));
const SIGNATURES = {
  ec: sequence(oid('1.2.840.10045.4.3.2')),
  rsa: sequence(oid('1.2.840.113549.1.1.11'), NULL),
} as const;

/** A certificate and its private key. */
export interface SelfSigned {
  /** PEM. It is its own certificate authority. */
  readonly certificate: string;
  /** PKCS#8 PEM. */
  readonly privateKey: string;
  readonly publicKey: KeyObject;
  /** SHA-256 of the DER certificate, upper-case hexadecimal. */
  readonly thumbprintSha256: string;
}

/**
 * Makes a certificate (RFC 5280) for `localhost` and 127.0.0.1, valid from yesterday for a month, signed by itself:
 * P-256 with SHA-256, or RSA of `modulusLength` bits, 2048 by default, when `kind` is `rsa`. For tests alone.
 */
export async function selfSigned(kind: keyof typeof SIGNATURES = 'ec', modulusLength = 2048): Promise<SelfSigned> {
  const { publicKey, privateKey } =
    kind === 'ec' ? await generate('ec', { namedCurve: 'P-256' }) : await generate('rsa', { modulusLength });
  const body = tbsCertificate(publicKey, SIGNATURES[kind]);
  const bytes = sequence(body, SIGNATURES[kind], bitString(sign('sha256', body, privateKey)));
  return Object.freeze({
    certificate: pem(bytes),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey,
    thumbprintSha256: createHash('sha256').update(bytes).digest('hex').toUpperCase(),
  });
}

function tbsCertificate(publicKey: KeyObject, signature: Buffer): Buffer {
  const serial = der(0x02, Buffer.from([0x40]), randomBytes(15));
  const name = sequence(der(0x31, sequence(oid('2.5.4.3'), der(0x0c, Buffer.from('sallyport testkit')))));
  const validity = sequence(utcTime(new Date(Date.now() - DAY)), utcTime(new Date(Date.now() + 30 * DAY)));
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const extensions = der(0xa3, sequence(basicConstraints(), subjectAltName()));
  return sequence(VERSION_3, serial, signature, name, validity, name, key, extensions);
}

function basicConstraints(): Buffer {
  return sequence(oid('2.5.29.19'), TRUE, der(0x04, sequence(TRUE)));
}

function subjectAltName(): Buffer {
  const names = sequence(der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1])));
  return sequence(oid('2.5.29.17'), der(0x04, names));
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
