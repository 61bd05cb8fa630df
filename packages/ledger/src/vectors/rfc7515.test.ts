import { fromUtf8, utf8 } from '@sallyport/core';
import { compactVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { importEventKeys, readEventKey } from '../event/event-key.ts';
import { inspectEvent } from '../event/verify-event.ts';
import { parseCompactJws } from '../jws/compact-jws.ts';
import { verifyCompactJws } from '../jws/verify-compact-jws.ts';

// RFC 7515, appendix A. The example of A.3, the one in ES256, is in jws/compact-jws.test.ts.
const PAYLOAD = 'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ';
const CLAIMS = '{"iss":"joe",\r\n "exp":1300819380,\r\n "http://example.com/is_root":true}';
const RS256_SIGNATURE = [
  'cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZ',
  'cAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-e',
  'OkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw',
].join('');
const ES256_SIGNATURE = 'DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q';
const A3_KEY = await readEventKey({
  kty: 'EC',
  crv: 'P-256',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
});

const OTHERS = [
  {
    section: 'A.1, HMAC SHA-256',
    header: { typ: 'JWT', alg: 'HS256' },
    payload: CLAIMS,
    text: `eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.${PAYLOAD}.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk`,
    algorithm: { name: 'HMAC', hash: 'SHA-256' },
    jwk: { kty: 'oct', k: 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow' },
  },
  {
    section: 'A.2, RSASSA-PKCS1-v1_5 SHA-256',
    header: { alg: 'RS256' },
    payload: CLAIMS,
    text: `eyJhbGciOiJSUzI1NiJ9.${PAYLOAD}.${RS256_SIGNATURE}`,
    algorithm: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
    jwk: {
      kty: 'RSA',
      n: [
        'ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pC',
        'gNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg6',
        '65xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRW',
        'yuXpoQ',
      ].join(''),
      e: 'AQAB',
    },
  },
  {
    section: 'A.4, ECDSA P-521 SHA-512',
    header: { alg: 'ES512' },
    payload: 'Payload',
    text: [
      'eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA.AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2SI-KGDKB34XO0aw_',
      '7XdtAG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn',
    ].join(''),
    algorithm: { name: 'ECDSA', namedCurve: 'P-521' },
    jwk: {
      kty: 'EC',
      crv: 'P-521',
      x: 'AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk',
      y: 'ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2',
    },
  },
] as const;

describe('RFC 7515 appendix A', () => {
  it.each(OTHERS)('is read, and not believed though its signature is right: $section', async (example) => {
    const { text, header, payload, jwk, algorithm } = example;
    const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify']);
    expect((await compactVerify(text, key)).protectedHeader).toEqual(header);
    const jws = parseCompactJws(utf8(text));
    expect(jws).toMatchObject({ header, text });
    expect(fromUtf8(jws?.payload ?? new Uint8Array())).toBe(payload);
    expect(jws && (await verifyCompactJws(jws, key))).toBe(false);
    expect(await inspectEvent(utf8(text), await importEventKeys([A3_KEY]))).toBe('event_header');
  });

  it('is no event, although A.3 has a right signature of a trusted key', async () => {
    const keys = await importEventKeys([A3_KEY]);
    expect(await inspectEvent(utf8(`eyJhbGciOiJFUzI1NiJ9.${PAYLOAD}.${ES256_SIGNATURE}`), keys)).toBe('event_header');
  });

  it('is read, and not believed: A.5, an unsecured JWS', async () => {
    const jws = parseCompactJws(utf8(`eyJhbGciOiJub25lIn0.${PAYLOAD}.`));
    expect(jws?.header).toEqual({ alg: 'none' });
    expect(fromUtf8(jws?.payload ?? new Uint8Array())).toBe(CLAIMS);
    for (const key of (await importEventKeys([A3_KEY])).values()) {
      expect(jws && (await verifyCompactJws(jws, key))).toBe(false);
    }
  });

  it.each([
    [
      'A.6.4, general',
      {
        payload: PAYLOAD,
        signatures: [
          { protected: 'eyJhbGciOiJSUzI1NiJ9', header: { kid: '2010-12-29' }, signature: RS256_SIGNATURE },
          {
            protected: 'eyJhbGciOiJFUzI1NiJ9',
            header: { kid: 'e9bc097a-ce51-4036-9562-d2ade882db0d' },
            signature: ES256_SIGNATURE,
          },
        ],
      },
    ],
    [
      'A.7, flattened',
      {
        payload: PAYLOAD,
        protected: 'eyJhbGciOiJFUzI1NiJ9',
        header: { kid: 'e9bc097a-ce51-4036-9562-d2ade882db0d' },
        signature: ES256_SIGNATURE,
      },
    ],
  ])('is not read in the JSON serialization: %s', (_, json) => {
    expect(parseCompactJws(utf8(JSON.stringify(json)))).toBeUndefined();
  });
});
