import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { selfSigned } from './self-signed.ts';

describe('selfSigned', () => {
  it.each(['ec', 'rsa'] as const)('makes a certificate that node:crypto reads and verifies: %s', async (kind) => {
    const made = await selfSigned(kind);
    const certificate = new X509Certificate(made.certificate);
    expect(certificate.verify(made.publicKey)).toBe(true);
    expect(certificate.checkIssued(certificate)).toBe(true);
    expect(certificate.ca).toBe(true);
    expect(certificate.checkHost('localhost')).toBe('localhost');
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.checkHost('elsewhere.example')).toBeUndefined();
    expect(certificate.fingerprint256.replaceAll(':', '')).toBe(made.thumbprintSha256);
    expect(certificate.validToDate.getTime()).toBeGreaterThan(Date.now());
    expect(certificate.validFromDate.getTime()).toBeLessThan(Date.now());
  });
});
