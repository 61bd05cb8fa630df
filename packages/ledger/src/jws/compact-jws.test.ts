import { fromUtf8, utf8 } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { importEventKeys } from '../event/event-key.ts';
import { parseCompactJws, signingInput } from './compact-jws.ts';
import { verifyCompactJws } from './verify-compact-jws.ts';

// RFC 7515, appendix A.3.
const KID = 'oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U';
const KEY = {
  kty: 'EC',
  crv: 'P-256',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
  kid: KID,
} as const;
const HEADER = 'eyJhbGciOiJFUzI1NiJ9';
const PAYLOAD = 'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ';
const SIGNATURE = 'DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q';

async function verifies(text: string): Promise<boolean> {
  const key = (await importEventKeys([KEY])).get(KID);
  const jws = parseCompactJws(utf8(text));
  return key !== undefined && jws !== undefined && verifyCompactJws(jws, key);
}

describe('compact JWS', () => {
  it('verifies the ES256 example of RFC 7515 A.3', async () => {
    const jws = parseCompactJws(utf8(`${HEADER}.${PAYLOAD}.${SIGNATURE}`));
    expect(jws?.header).toEqual({ alg: 'ES256' });
    expect(fromUtf8(jws?.payload ?? new Uint8Array())).toContain('"exp":1300819380');
    expect(await verifies(`${HEADER}.${PAYLOAD}.${SIGNATURE}`)).toBe(true);
    expect(await verifies(`${HEADER}.${PAYLOAD}.E${SIGNATURE.slice(1)}`)).toBe(false);
    expect(await verifies(`${HEADER}.e${PAYLOAD.slice(0, -1)}.${SIGNATURE}`)).toBe(false);
    expect(await verifies(`${HEADER}.${PAYLOAD}.`)).toBe(false);
  });

  it('writes the signing input of RFC 7515 A.3', () => {
    expect(signingInput({ alg: 'ES256' }, utf8('{"a":1}'))).toBe(`${HEADER}.eyJhIjoxfQ`);
  });

  it.each([
    ['two parts', `${HEADER}.${PAYLOAD}`],
    ['four parts', `${HEADER}.${PAYLOAD}.${SIGNATURE}.`],
    ['five parts', `${HEADER}.${PAYLOAD}.${SIGNATURE}.${SIGNATURE}.${SIGNATURE}`],
    ['padding', `${HEADER}.${PAYLOAD}.${SIGNATURE}==`],
    ['white space', `${HEADER}.${PAYLOAD}.${SIGNATURE}\n`],
    ['the other alphabet', `${HEADER}.${PAYLOAD}.${SIGNATURE.replaceAll('-', '+')}`],
    ['a stray trailing bit', `${HEADER}.${PAYLOAD}.${SIGNATURE.slice(0, -1)}R`],
    ['a header that is no object', `W10.${PAYLOAD}.${SIGNATURE}`],
    ['an empty header', `.${PAYLOAD}.${SIGNATURE}`],
    ['nothing', ''],
  ])('does not take %s', (_, text) => {
    expect(parseCompactJws(utf8(text))).toBeUndefined();
  });

  it('does not take bytes that are not UTF-8', () => {
    expect(parseCompactJws(Uint8Array.of(0xff, 0x2e, 0x2e))).toBeUndefined();
  });
});
