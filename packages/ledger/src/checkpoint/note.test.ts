import { describe, expect, it } from 'vitest';
import { checkSignature, MAX_NOTE_LENGTH, parseNote, signNote } from './note.ts';
import { sampleNoteSigner } from './note-samples.test-support.ts';
import { decodeVerifierKey } from './verifier-key.ts';

// The example of Go's note package, golang.org/x/mod/sumdb/note.
const VERIFIER_KEY = decodeVerifierKey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
const TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const SIGNATURE =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const NOTE = `${TEXT}\n${SIGNATURE}`;

async function finding(note: string): Promise<string> {
  const parsed = parseNote(note);
  return parsed === undefined ? 'malformed' : checkSignature(parsed, VERIFIER_KEY);
}

describe('note', () => {
  it('verifies the example of the Go note package', async () => {
    expect(parseNote(NOTE)?.text).toBe(TEXT);
    expect(await finding(NOTE)).toBe('signed');
  });

  it('takes none of its characters being another', async () => {
    for (let at = 0; at < NOTE.length; at++) {
      const other = String.fromCharCode(NOTE.charCodeAt(at) ^ 1);
      expect(await finding(NOTE.slice(0, at) + other + NOTE.slice(at + 1))).not.toBe('signed');
    }
  });

  it('tells a signature that is absent from one that is forged', async () => {
    const stranger = await sampleNoteSigner('PeterNeumann');
    expect(await finding(await signNote(TEXT, stranger))).toBe('absent');
    const forger = { ...stranger, keyId: VERIFIER_KEY.keyId };
    expect(await finding(await signNote(TEXT, forger))).toBe('forged');
    expect(await finding(`${NOTE}${SIGNATURE}`)).toBe('forged');
  });

  it('passes over the signatures of others', async () => {
    const witness = await sampleNoteSigner('witness.example.org');
    const [, cosignature = ''] = (await signNote(TEXT, witness)).split('\n\n');
    expect(await finding(`${TEXT}\n${cosignature}${SIGNATURE}`)).toBe('signed');
    expect(await finding(`${TEXT}\n${SIGNATURE}${cosignature}`)).toBe('signed');
  });

  it.each([
    ['nothing', ''],
    ['no signature', TEXT],
    ['no signature line', `${TEXT}\n`],
    ['no empty line', TEXT + SIGNATURE],
    ['no last newline', NOTE.slice(0, -1)],
    ['one newline too many', `${NOTE}\n`],
    ['a hyphen for the dash', NOTE.replace('—', '-')],
    ['two spaces', NOTE.replace('PeterNeumann x', 'PeterNeumann  x')],
    ['no name', NOTE.replace('PeterNeumann ', '')],
    ['a plus in the name', NOTE.replace('PeterNeumann', 'Peter+Neumann')],
    ['a carriage return', NOTE.replaceAll('\n', '\r\n')],
    ['a control character', NOTE.replace('If', 'I\u0001f')],
    ['base64 without padding', NOTE.replace('=', '')],
    ['a key id and nothing more', `${TEXT}\n— PeterNeumann x08gow==\n`],
    ['too many signatures', NOTE + SIGNATURE.repeat(100)],
    ['too much', `${'a'.repeat(MAX_NOTE_LENGTH)}\n${NOTE}`],
  ])('does not take a note with %s', async (_, note) => {
    expect(await finding(note)).toBe('malformed');
  });
});
