import { describe, expect, it } from 'vitest';
import { codeOf } from '../code-of.test-support.ts';
import { sampleNoteSigner } from './note-samples.test-support.ts';
import { decodeVerifierKey, encodeVerifierKey, noteKeyId } from './verifier-key.ts';
import { webCryptoNoteSigner } from './web-crypto-note-signer.ts';

const KEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';

describe('verifier keys', () => {
  it('reads the key of the Go note package and writes it so', () => {
    const { name, keyId, publicKey } = decodeVerifierKey(KEY);
    expect(name).toBe('PeterNeumann');
    expect([...keyId]).toEqual([0xc7, 0x4f, 0x20, 0xa3]);
    expect(encodeVerifierKey(name, publicKey)).toBe(KEY);
  });

  it('reads back a key whose base64 has a plus', async () => {
    for (let tries = 0; tries < 30; tries++) {
      const { verifierKey, keyId } = await sampleNoteSigner('ledger.example.org/audit');
      expect(decodeVerifierKey(verifierKey).keyId).toEqual(keyId);
    }
  });

  it('takes no key with any one character changed', () => {
    for (let at = 0; at < KEY.length; at++) {
      const other = String.fromCharCode(KEY.charCodeAt(at) ^ 1);
      expect(codeOf(() => decodeVerifierKey(KEY.slice(0, at) + other + KEY.slice(at + 1)))).toBe('config_invalid');
    }
  });

  it.each([
    ['nothing', ''],
    ['only a name', 'PeterNeumann'],
    ['upper-case hexadecimal', KEY.replace('c74f20a3', 'C74F20A3')],
    ['a newline after it', `${KEY}\n`],
    ['another kind of key', KEY.replace('+ARpc', '+Ahpc')],
    ['a space in the name', KEY.replace('PeterNeumann', 'Peter Neumann')],
    ['a short key', KEY.slice(0, -4)],
  ])('refuses %s', (_, text) => {
    expect(codeOf(() => decodeVerifierKey(text))).toBe('config_invalid');
  });

  it.each(['', 'a b', 'a+b', 'a\nb', 'a\u0085b', 'a\ud800'])('names no key %j', (name) => {
    expect(codeOf(() => noteKeyId(name, new Uint8Array(32)))).toBe('config_invalid');
    expect(codeOf(() => encodeVerifierKey(name, new Uint8Array(32)))).toBe('config_invalid');
  });

  it('makes no signer of what is no private Ed25519 key', async () => {
    for (const jwk of [{}, { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) }]) {
      await expect(webCryptoNoteSigner('a', jwk)).rejects.toMatchObject({ code: 'config_invalid' });
    }
  });
});
