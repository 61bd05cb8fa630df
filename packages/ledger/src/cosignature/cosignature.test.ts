import { SallyportError, utf8 } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { openCheckpoint, signCheckpoint } from '../checkpoint/checkpoint.ts';
import { sampleNoteSigner } from '../checkpoint/note-samples.test-support.ts';
import { decodeVerifierKey } from '../checkpoint/verifier-key.ts';
import { verifyEd25519 } from '../checkpoint/verify-ed25519.ts';
import { fromBase64, toBase64 } from '../encoding/base64.ts';
import { joinBytes } from '../encoding/bytes.ts';
import { checkCosignatures } from './check-cosignatures.ts';
import { cosign } from './cosign.ts';
import { webCryptoWitnessSigner } from './web-crypto-witness-signer.ts';
import { decodeWitnessKey } from './witness-key.ts';

const ORIGIN = 'ledger.example.org/audit';
const TIME = 1_679_315_147;
const log = await sampleNoteSigner(ORIGIN);
const root = Uint8Array.from({ length: 32 }, (_, index) => index * 7);
const note = await signCheckpoint({ origin: ORIGIN, size: 1234, root }, log);
const text = note.slice(0, note.indexOf('\n\n') + 1);
const [first, second] = [await newWitness('witness.example.com/w1'), await newWitness('witness.example.org/w2')];
const witnesses = [first, second].map(({ verifierKey }) => decodeWitnessKey(verifierKey));

async function newWitness(name: string) {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new SallyportError('internal');
  return webCryptoWitnessSigner(name, await crypto.subtle.exportKey('jwk', pair.privateKey));
}

function bytesOf(line: string): Uint8Array<ArrayBuffer> {
  return fromBase64(line.trimEnd().split(' ')[2] ?? '') ?? new Uint8Array();
}

describe('cosignature', () => {
  it('signs the two lines and the checkpoint, and says when', async () => {
    const line = await cosign(text, { signer: first, time: TIME });
    const bytes = bytesOf(line);
    expect(line).toBe(`— witness.example.com/w1 ${toBase64(bytes)}\n`);
    expect([...bytes.slice(0, 4)]).toEqual([...first.keyId]);
    expect([...bytes.slice(4, 12)]).toEqual([0, 0, 0, 0, 0x64, 0x18, 0x50, 0xcb]);
    const message = utf8(`cosignature/v1\ntime 1679315147\n${text}`);
    expect(await verifyEd25519(decodeWitnessKey(first.verifierKey), bytes.slice(12), message)).toBe(true);
  });

  it('counts each witness once, whoever else signed, and leaves the log’s signature as it was', async () => {
    const lines = await Promise.all([
      cosign(text, { signer: first, time: TIME }),
      cosign(text, { signer: second, time: TIME + 1 }),
      cosign(text, { signer: first, time: TIME + 60 }),
      cosign(text, { signer: await newWitness('stranger.example.net'), time: TIME }),
    ]);
    const cosigned = note + lines.join('');
    expect(await checkCosignatures(cosigned, witnesses)).toEqual([
      { name: first.name, time: TIME + 60 },
      { name: second.name, time: TIME + 1 },
    ]);
    expect(await openCheckpoint(cosigned, [decodeVerifierKey(log.verifierKey)])).toMatchObject({ size: 1234 });
    expect(await checkCosignatures(note, witnesses)).toEqual([]);
  });

  it('does not verify with any one byte changed, in the line or over it', async () => {
    const line = await cosign(text, { signer: first, time: TIME });
    const bytes = bytesOf(line);
    for (let at = 0; at < bytes.length; at++) {
      const other = bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));
      expect(await checkCosignatures(`${note}— ${first.name} ${toBase64(other)}\n`, witnesses)).toEqual([]);
    }
    expect(await checkCosignatures(note.replace('1234', '1235') + line, witnesses)).toEqual([]);
  });

  it('is no note signature, and a note signature is no cosignature', async () => {
    const line = await cosign(text, { signer: first, time: TIME });
    expect(() => decodeVerifierKey(first.verifierKey)).toThrow();
    expect(() => decodeWitnessKey(log.verifierKey)).toThrow();
    const asNote = `— ${first.name} ${toBase64(joinBytes([first.keyId, await first.sign(utf8(text))]))}\n`;
    expect(await checkCosignatures(note + asNote, witnesses)).toEqual([]);
    expect(await checkCosignatures(note + line.replace(first.name, second.name), witnesses)).toEqual([]);
  });

  it.each([
    ['no checkpoint', 'Hello.\n', TIME],
    ['an extension line', `${text}more\n`, TIME],
    ['signatures', note, TIME],
    ['a time of half a second', text, TIME + 0.5],
    ['a negative time', text, -1],
    ['a time past 2^53', text, 2 ** 53],
  ])('is not made of %s', async (_, over, time) => {
    await expect(cosign(over, { signer: first, time })).rejects.toMatchObject({ code: 'internal' });
  });

  it('counts nothing under a text that is no checkpoint', async () => {
    const hello = 'Hello.\n';
    const signature = await first.sign(utf8(`cosignature/v1\ntime 5\n${hello}`));
    const line = `— ${first.name} ${toBase64(joinBytes([first.keyId, Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 5), signature]))}\n`;
    expect(await checkCosignatures(`${hello}\n${line}`, witnesses)).toEqual([]);
    expect(await checkCosignatures('', witnesses)).toEqual([]);
  });
});
