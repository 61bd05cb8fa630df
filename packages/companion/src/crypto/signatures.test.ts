import { generateKeyPairSync, verify } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { SignatureThread } from './signature-thread.ts';
import { SignatureThreads } from './signature-threads.ts';
import { PROMPT_SIGNATURES, signaturesBy } from './signatures.ts';

const DATA = Buffer.from('what is signed');
const KEYS = {
  'P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  Ed25519: generateKeyPairSync('ed25519'),
};

const thread = new SignatureThread();
const threads = new SignatureThreads(2);
afterAll(() => Promise.all([thread.close(), threads.close()]));

describe.each([
  ['at once', PROMPT_SIGNATURES],
  ['in another thread', thread],
  ['in several threads', threads],
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

  it('come back to those who asked for them', async () => {
    const { privateKey, publicKey: key } = KEYS['P-256'];
    const texts = Array.from({ length: 50 }, (_, at) => Buffer.from(`text ${at}`));
    const signed = await Promise.all(texts.map((text) => signatures.sign(text, privateKey)));
    const checks = texts.map((text, at) => signatures.verify(text, { key, signature: signed[at] ?? DATA }));
    expect(new Set(await Promise.all(checks))).toEqual(new Set([true]));
  });
});

describe('SignatureThread', () => {
  it('refuses what its thread had in hand when that ended, and starts another', async () => {
    const ending = new SignatureThread();
    const { privateKey } = KEYS['P-256'];
    await ending.sign(DATA, privateKey);
    // So many that it cannot be done with the last of them by then.
    const waiting = Promise.allSettled(Array.from({ length: 1000 }, () => ending.sign(DATA, privateKey)));
    await new Promise(setImmediate);
    const [settled] = await Promise.all([waiting, ending.close()]);
    expect(settled.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'internal' } });
    expect(await ending.sign(DATA, privateKey)).toBeInstanceOf(Uint8Array);
    await ending.close();
  });
});

describe('signaturesBy', () => {
  it('asks anew each time', async () => {
    let asked = 0;
    const signatures = signaturesBy(() => {
      asked += 1;
      return PROMPT_SIGNATURES;
    });
    await signatures.sign(DATA, KEYS.Ed25519.privateKey);
    await signatures.verify(DATA, { key: KEYS.Ed25519.publicKey, signature: DATA });
    expect(asked).toBe(2);
  });
});
