import { describe, expect, it } from 'vitest';
import { toBase64 } from '../encoding/base64.ts';
import { inspectCheckpoint, openCheckpoint, signCheckpoint } from './checkpoint.ts';
import { signNote } from './note.ts';
import { sampleNoteSigner } from './note-samples.test-support.ts';
import { decodeVerifierKey } from './verifier-key.ts';

const ORIGIN = 'ledger.example.org/audit';
const signer = await sampleNoteSigner(ORIGIN);
const key = decodeVerifierKey(signer.verifierKey);
const witness = await sampleNoteSigner('witness.example.org');
const root = Uint8Array.from({ length: 32 }, (_, index) => index * 7);
const checkpoint = { origin: ORIGIN, size: 1234, root };
const text = await signCheckpoint(checkpoint, signer);
const ROOT = toBase64(root);

describe('checkpoint', () => {
  it('opens as what was signed', async () => {
    expect(text.startsWith(`${ORIGIN}\n1234\n${ROOT}\n\n— ${ORIGIN} `)).toBe(true);
    expect(await openCheckpoint(text, [key])).toEqual(checkpoint);
    expect(await openCheckpoint(text, [decodeVerifierKey(witness.verifierKey), key])).toEqual(checkpoint);
  });

  it('opens at both ends of its range', async () => {
    for (const size of [0, Number.MAX_SAFE_INTEGER]) {
      expect(await openCheckpoint(await signCheckpoint({ ...checkpoint, size }, signer), [key])).toMatchObject({
        size,
      });
    }
  });

  it('does not open with any one character changed', async () => {
    for (let at = 0; at < text.length; at++) {
      for (const mask of [1, 2, 16, 64]) {
        const changed = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ mask) + text.slice(at + 1);
        await expect(openCheckpoint(changed, [key])).rejects.toMatchObject({ code: 'ledger_corrupt' });
      }
    }
  });

  it('needs the signature of the key that is named as its origin', async () => {
    expect(await inspectCheckpoint(text, [])).toBe('checkpoint_origin');
    expect(await inspectCheckpoint(text, [decodeVerifierKey(witness.verifierKey)])).toBe('checkpoint_origin');
    const namesake = decodeVerifierKey((await sampleNoteSigner(ORIGIN)).verifierKey);
    expect(await inspectCheckpoint(text, [namesake])).toBe('checkpoint_unsigned');
    const borrowed = await signNote(`${ORIGIN}\n1234\n${ROOT}\n`, witness);
    const both = [key, decodeVerifierKey(witness.verifierKey)];
    expect(await inspectCheckpoint(borrowed, both)).toBe('checkpoint_unsigned');
    const forged = await signNote(`${ORIGIN}\n1235\n${ROOT}\n`, { ...signer, sign: async () => signer.sign(root) });
    expect(await inspectCheckpoint(forged, [key])).toBe('checkpoint_signature');
  });

  it.each([
    ['an extension line', `${ORIGIN}\n1234\n${ROOT}\nmore\n`],
    ['a leading zero', `${ORIGIN}\n01234\n${ROOT}\n`],
    ['a sign', `${ORIGIN}\n+1234\n${ROOT}\n`],
    ['a negative size', `${ORIGIN}\n-1\n${ROOT}\n`],
    ['a size over 2^53 − 1', `${ORIGIN}\n9007199254740992\n${ROOT}\n`],
    ['a size of many digits', `${ORIGIN}\n${'9'.repeat(4000)}\n${ROOT}\n`],
    ['a fraction', `${ORIGIN}\n1.5\n${ROOT}\n`],
    ['a space', `${ORIGIN}\n1234 \n${ROOT}\n`],
    ['a short root', `${ORIGIN}\n1234\n${toBase64(root.slice(1))}\n`],
    ['a root without padding', `${ORIGIN}\n1234\n${ROOT.slice(0, -1)}\n`],
    ['a root in base64url', `${ORIGIN}\n1234\n${ROOT.replace(/.(?=.{3}$)/, '_')}\n`],
    ['no root', `${ORIGIN}\n1234\n`],
    ['no origin', `\n1234\n${ROOT}\n`],
    ['an empty line', `${ORIGIN}\n\n1234\n${ROOT}\n`],
  ])('does not open with %s, although its signature is right', async (_, body) => {
    expect(await inspectCheckpoint(await signNote(body, signer), [key])).toBe('checkpoint_malformed');
  });

  it('is not signed when it would not open', async () => {
    const unsound = [
      { ...checkpoint, size: -1 },
      { ...checkpoint, size: 2 ** 53 },
      { ...checkpoint, size: 0.5 },
      { ...checkpoint, root: root.slice(1) },
      { ...checkpoint, origin: 'other.example.org' },
    ];
    for (const each of unsound) await expect(signCheckpoint(each, signer)).rejects.toMatchObject({ code: 'internal' });
  });
});
