import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { runProgram } from './run-program.ts';

const { checkpoints, cosigned, logKey } = inject('ledger');
const checkpoint = checkpoints.at(-1) ?? '';
/** The start of every Ed25519 SubjectPublicKeyInfo, RFC 8410 §10.1; the 32 bytes of the key follow. */
const ED25519_SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const KEY_ID_BYTES = 4;
const ALGORITHM_BYTES = 1;

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'sallyport-openssl-'));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

/** C2SP signed-note: the text up to the empty line, and what follows the key's id in the signature. */
function partsOf(note: string): { readonly text: string; readonly signature: Buffer } {
  const text = note.slice(0, note.indexOf('\n\n') + 1);
  const base64 = note.trimEnd().split(' ').at(-1) ?? '';
  return { text, signature: Buffer.from(base64, 'base64').subarray(KEY_ID_BYTES) };
}

/** The public key of a verifier key, `name+hex+base64`, as SubjectPublicKeyInfo. */
function spkiOf(verifierKey: string): Buffer {
  const [, base64 = ''] = /^[^+]+\+[0-9a-f]{8}\+(.+)$/.exec(verifierKey) ?? [];
  return Buffer.concat([ED25519_SPKI, Buffer.from(base64, 'base64').subarray(ALGORITHM_BYTES)]);
}

/** Verifies as RFC 8032 says, over the bytes as they are. Gives the exit code and the answer. */
async function verify(text: string, signature: Buffer, key = logKey): Promise<string> {
  const file = (name: string): string => join(scratch, name);
  await writeFile(file('key.der'), spkiOf(key));
  await writeFile(file('text'), text);
  await writeFile(file('signature'), signature);
  const named = ['-pubin', '-keyform', 'DER', '-inkey', file('key.der')];
  const input = ['-rawin', '-in', file('text'), '-sigfile', file('signature')];
  const { code, stdout } = await runProgram(['openssl', 'pkeyutl', '-verify', ...named, ...input]);
  return `${code} ${stdout.toString().trim()}`;
}

describe('openssl pkeyutl', () => {
  const { text, signature } = partsOf(checkpoint);

  it('verifies the Ed25519 signature of the checkpoint', async () => {
    expect(await verify(text, signature)).toBe('0 Signature Verified Successfully');
  });

  it('refuses it over a text with one digit changed, and over that of another checkpoint', async () => {
    const other = partsOf(checkpoints[0] ?? '');
    expect(other.text).not.toBe(text);
    for (const wrong of [text.replace(/\d$/m, (digit) => String((Number(digit) + 1) % 10)), other.text]) {
      expect(await verify(wrong, signature)).toMatch(/^1 Signature Verification Failure/);
    }
    expect(await verify(other.text, other.signature)).toBe('0 Signature Verified Successfully');
  });

  it('refuses a signature with one bit changed', async () => {
    const wrong = Buffer.from(signature);
    wrong.writeUInt8(wrong.readUInt8(0) ^ 1, 0);
    expect(await verify(text, wrong)).toMatch(/^1 Signature Verification Failure/);
  });

  it('verifies the cosignature of each witness, over the message with its time', async () => {
    const lines = cosigned.note.trimEnd().split('\n').slice(-2);
    for (const [at, line] of lines.entries()) {
      const bytes = Buffer.from(line.split(' ')[2] ?? '', 'base64').subarray(KEY_ID_BYTES);
      expect(Number(bytes.readBigUInt64BE())).toBe(cosigned.time);
      const message = `cosignature/v1\ntime ${cosigned.time}\n${text}`;
      const key = cosigned.witnesses[at] ?? '';
      expect(await verify(message, bytes.subarray(8), key)).toBe('0 Signature Verified Successfully');
      expect(await verify(text, bytes.subarray(8), key)).toMatch(/^1 Signature Verification Failure/);
    }
  });
});
