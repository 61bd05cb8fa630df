import { generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { POOLED_SIGNATURES, PROMPT_SIGNATURES } from './signatures.ts';

const DATA = Buffer.from('what is signed');
const KEYS = {
  'P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  Ed25519: generateKeyPairSync('ed25519'),
};

describe.each([
  ['at once', PROMPT_SIGNATURES],
  ['in the thread pool', POOLED_SIGNATURES],
])('signatures made %s', (_, signatures) => {
  it.each(['P-256', 'Ed25519'] as const)('verify with %s, and with nothing else', async (name) => {
    const { privateKey, publicKey } = KEYS[name];
    const signature = await signatures.sign(DATA, privateKey);
    expect(verify(name === 'Ed25519' ? null : 'sha256', DATA, publicKey, signature)).toBe(true);
    expect(await signatures.verify(DATA, { key: publicKey, signature })).toBe(true);
    expect(await signatures.verify(Buffer.from('another text'), { key: publicKey, signature })).toBe(false);
    expect(await signatures.verify(DATA, { key: publicKey, signature: signature.slice(1) })).toBe(false);
  });

  it('are refused by rejecting where the key cannot make them', async () => {
    await expect(signatures.sign(DATA, KEYS['P-256'].publicKey)).rejects.toThrow();
  });
});
