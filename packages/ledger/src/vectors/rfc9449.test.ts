import { fromUtf8, toBase64url, utf8 } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { importEventKeys, readEventKey } from '../event/event-key.ts';
import { inspectEvent } from '../event/verify-event.ts';
import { DEFAULT_HASHER } from '../hash/default-hasher.ts';
import { parseCompactJws } from '../jws/compact-jws.ts';
import { inspectProof } from '../proof/inspect-proof.ts';
import { parseProof } from '../proof/proof.ts';

// RFC 9449. The key of all its proofs, and `cnf.jkt` in figures 8 to 11.
const POINT = {
  kty: 'EC',
  crv: 'P-256',
  x: 'l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs',
  y: '9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA',
} as const;
const JKT = '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I';
const ACCESS_TOKEN = 'Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU';
const HEADER = [
  'eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQy',
  'VVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19',
].join('');

const PROOFS = [
  {
    figures: 'figures 2, 4 and 5, a token request',
    claims: { jti: '-BwC3ESc6acc2lTc', htm: 'POST', htu: 'https://server.example.com/token', iat: 1562262616 },
    text: [
      HEADER,
      'eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ',
      '2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg',
    ].join('.'),
  },
  {
    figures: 'figure 7, a refreshed token',
    claims: { jti: '-BwC3ESc6acc2lTc', htm: 'POST', htu: 'https://server.example.com/token', iat: 1562265296 },
    text: [
      HEADER,
      'eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjY1Mjk2fQ',
      'pAqut2IRDm_De6PR93SYmGBPXpwrAk90e8cP2hjiaG5QsGSuKDYW7_X620BxqhvYC8ynrrvZLTk41mSRroapUA',
    ].join('.'),
  },
  {
    figures: 'figures 13 and 14, a call with an access token',
    claims: {
      jti: 'e1j3V_bKic8-LAEB',
      htm: 'GET',
      htu: 'https://resource.example.org/protectedresource',
      iat: 1562262618,
      ath: 'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo',
    },
    text: [
      HEADER,
      [
        'eyJqdGkiOiJlMWozVl9iS2ljOC1MQUVCIiwiaHRtIjoiR0VUIiwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJjZS5leGFtcGxlLm9yZy9wcm90ZWN0ZWRyZXNv',
        'dXJjZSIsImlhdCI6MTU2MjI2MjYxOCwiYXRoIjoiZlVIeU8ycjJaM0RaNTNFc05yV0JiMHhXWG9hTnk1OUlpS0NBcWtzbVFFbyJ9',
      ].join(''),
      '2oW9RP35yRqzhrtNP86L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6Fy1dqd-jfxSYoMxhAJpLjA',
    ].join('.'),
  },
] as const;

const keys = await importEventKeys([await readEventKey(POINT)]);

describe('RFC 9449', () => {
  it.each(PROOFS)('has a proof that is read as it says: $figures', ({ text, claims }) => {
    expect(parseProof(text)).toEqual({ ...claims, publicKey: POINT, text });
  });

  it.each(PROOFS)('has a proof signed by the key of its `jkt`: $figures', async ({ text, claims }) => {
    expect(await inspectProof(utf8(text), keys)).toMatchObject({ kid: JKT, proof: claims });
    const [header, payload, signature = ''] = text.split('.');
    const [, , stolen = ''] = (PROOFS.find((other) => other.text !== text)?.text ?? '').split('.');
    expect(stolen).not.toBe(signature);
    expect(await inspectProof(utf8([header, payload, stolen].join('.')), keys)).toBe('event_signature');
  });

  it.each(PROOFS)('has a proof that is no event: $figures', async ({ text }) => {
    expect(await inspectEvent(utf8(text), keys)).toBe('event_header');
  });

  it('hashes the access token of figure 13 to its `ath`', () => {
    expect(toBase64url(DEFAULT_HASHER.sha256(utf8(ACCESS_TOKEN)))).toBe(PROOFS[2].claims.ath);
  });

  it('has a token in figure 8 that names the key in `cnf.jkt`, and is no proof', async () => {
    const text = [
      'eyJhbGciOiJFUzI1NiIsImtpZCI6IkJlQUxrYiJ9',
      [
        'eyJzdWIiOiJzb21lb25lQGV4YW1wbGUuY29tIiwiaXNzIjoiaHR0cHM6Ly9zZXJ2ZXIuZXhhbXBsZS5jb20iLCJuYmYiOjE1NjIyNjI2MTEsImV4cCI6',
        'MTU2MjI2NjIxNiwiY25mIjp7ImprdCI6IjBaY09DT1JaTll5LURXcHFxMzBqWnlKR0hUTjBkMkhnbEJWM3VpZ3VBNEkifX0',
      ].join(''),
      '3Tyo8VTcn6u_PboUmAOYUY1kfAavomW_YwYMkmRNizLJoQzWy2fCo79Zi5yObpIzjWb5xW4OGld7ESZrh0fsrA',
    ].join('.');
    const jws = parseCompactJws(utf8(text));
    const { cnf } = JSON.parse(fromUtf8(jws?.payload ?? new Uint8Array())) as { readonly cnf: unknown };
    expect(cnf).toEqual({ jkt: (await readEventKey(POINT)).kid });
    expect(cnf).toEqual({ jkt: JKT });
    expect(parseProof(text)).toBe('proof_invalid');
  });
});
