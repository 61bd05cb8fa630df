import { createSecretKey, generateKeyPairSync, verify } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { SignatureOrders } from './signature-orders.ts';
import { SignatureThreads } from './signature-threads.ts';
import { PROMPT_SIGNATURES, signaturesBy } from './signatures.ts';

const DATA = Buffer.from('what is signed');
const KEYS = {
  'P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  Ed25519: generateKeyPairSync('ed25519'),
};

const thread = new SignatureThreads(1);
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
    expect(await signatures.verify(DATA, { key: publicKey, signature: new Uint8Array() })).toBe(false);
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

describe('SignatureThreads', () => {
  it('refuses what its thread had in hand when that ended, and starts another', async () => {
    const ending = new SignatureThreads(1);
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

  it('keep what comes while they are busy, and get to it', async () => {
    const { privateKey, publicKey: key } = KEYS['P-256'];
    const turns = Array.from({ length: 20 }, async (_, turn) => {
      for (let waited = 0; waited < turn; waited++) await new Promise(setImmediate);
      const text = Buffer.from(`turn ${turn}`);
      return thread.verify(text, { key, signature: await thread.sign(text, privateKey) });
    });
    expect(await Promise.all(turns)).toEqual(Array(20).fill(true));
  });
});

describe('SignatureOrders', () => {
  it('send each key once, until so many are known that all are forgotten', () => {
    const orders = new SignatureOrders();
    const { privateKey: key, publicKey: other } = KEYS['P-256'];
    expect(orders.write([{ data: DATA, key }]).message).toMatchObject({
      forget: false,
      keys: [key],
      jobs: [0, DATA.length, 0],
    });
    const { message: both } = orders.write([
      { data: DATA, key: other, signature: DATA.subarray(0, 3) },
      { data: DATA, key },
    ]);
    expect(both).toMatchObject({ forget: false, keys: [other], jobs: [1, DATA.length, 3, 0, DATA.length, 0] });
    expect(Buffer.from(both.bytes)).toEqual(Buffer.concat([DATA, DATA.subarray(0, 3), DATA]));
    const many = Array.from({ length: 4096 }, () => createSecretKey(DATA));
    orders.write(many.map((one) => ({ data: DATA, key: one })));
    expect(orders.write([{ data: DATA, key }]).message).toMatchObject({
      forget: true,
      keys: [key],
      jobs: [0, DATA.length, 0],
    });
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
