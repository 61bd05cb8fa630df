import type { AuditorKey } from '@sallyport/core';

/** For tests: an auditor's keys. */
export interface SampleAuditor {
  readonly publicKey: AuditorKey;
  readonly privateKey: JsonWebKey;
}

/** For tests: makes the keys of an auditor. */
export async function sampleAuditor(kid: string): Promise<SampleAuditor> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const { d = '' } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  const publicKey = Object.freeze({ kty: 'EC', crv: 'P-256', x, y, kid } as const);
  return { publicKey, privateKey: Object.freeze({ ...publicKey, d }) };
}
