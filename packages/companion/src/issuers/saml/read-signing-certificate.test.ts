import { selfSigned } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { readSigningCertificate } from './read-signing-certificate.ts';

describe('a signing certificate', () => {
  it('of a strong RSA key is read', async () => {
    const { certificate } = await selfSigned('rsa');
    expect(readSigningCertificate(certificate)?.trim()).toBe(certificate.trim());
  });

  it('of a weak key, of another kind of key, or that is none, is not', async () => {
    const weak = await selfSigned('rsa', 1024);
    const other = await selfSigned('ec');
    const bad = [weak.certificate, other.certificate, weak.privateKey, '', 'ada'];
    expect(bad.map(readSigningCertificate)).toEqual(bad.map(() => undefined));
  });
});
