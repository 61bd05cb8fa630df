import { fromUtf8, toBase64url, utf8 } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { checkSignature } from '../checkpoint/note.ts';
import { decodeVerifierKey } from '../checkpoint/verifier-key.ts';
import { webCryptoNoteSigner } from '../checkpoint/web-crypto-note-signer.ts';
import { parseCompactJws } from '../jws/compact-jws.ts';

// RFC 8037, appendix A.1 and A.4; the key is the first of RFC 8032 §7.1.
const KEY = {
  kty: 'OKP',
  crv: 'Ed25519',
  d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
};
const INPUT = 'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc';
const SIGNATURE = 'hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg';
const signer = await webCryptoNoteSigner('example.org/log', KEY);

describe('the Ed25519 example of RFC 8037 A.4', () => {
  it('is what the signer of notes signs, to the byte', async () => {
    expect(fromUtf8(parseCompactJws(utf8(`${INPUT}.${SIGNATURE}`))?.payload ?? new Uint8Array())).toBe(
      'Example of Ed25519 signing',
    );
    expect(toBase64url(await signer.sign(utf8(INPUT)))).toBe(SIGNATURE);
  });

  it('is verified as the signature of a note over the same bytes, and of no others', async () => {
    const { name, keyId } = signer;
    const signature = await signer.sign(utf8(INPUT));
    const finding = (text: string) =>
      checkSignature({ text, signatures: [{ name, keyId, signature }] }, decodeVerifierKey(signer.verifierKey));
    expect(toBase64url(signature)).toBe(SIGNATURE);
    expect(await finding(INPUT)).toBe('signed');
    expect(await finding(INPUT.slice(1))).toBe('forged');
  });
});
