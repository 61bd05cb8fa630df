import { utf8 } from '@sallyport/core';
import { fromBase64, toBase64 } from '../encoding/base64.ts';
import { joinBytes } from '../encoding/bytes.ts';
import { isKeyName } from './key-name.ts';
import type { NoteSigner } from './note-signer.ts';
import { isKeyOf, type VerifierKey } from './verifier-key.ts';
import { verifyEd25519 } from './verify-ed25519.ts';

/** One line of signature under a note. */
export interface NoteSignature {
  readonly name: string;
  /** Four bytes. */
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

/** A note taken apart, nothing of it verified. */
export interface Note {
  /** What is signed, with its last newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** The most UTF-16 code units a note may have: far over a checkpoint with every witness there is. */
export const MAX_NOTE_LENGTH = 65_536;

const MAX_SIGNATURES = 100;
const KEY_ID_BYTES = 4;
const SIGNATURE_LINE = /^— (\S+) ([A-Za-z0-9+/]+={0,2})$/;
// C2SP signed-note: no control character but the newline.
const UNFIT_IN_NOTE = /[^\P{Cc}\n]/u;

/** Signs a text, which ends in a newline and has no empty line, as a note: C2SP signed-note. */
export async function signNote(text: string, signer: NoteSigner): Promise<string> {
  const signature = await signer.sign(utf8(text));
  return `${text}\n— ${signer.name} ${toBase64(joinBytes([signer.keyId, signature]))}\n`;
}

/** Takes a note apart by the exact grammar of C2SP signed-note; anything else gives `undefined`. */
export function parseNote(note: string): Note | undefined {
  const gap = note.lastIndexOf('\n\n');
  if (note.length > MAX_NOTE_LENGTH || gap < 0 || !note.endsWith('\n') || UNFIT_IN_NOTE.test(note)) return undefined;
  const lines = note.slice(gap + 2, -1).split('\n');
  const signatures = lines.slice(0, MAX_SIGNATURES).map(parseSignature);
  if (lines.length > MAX_SIGNATURES || !signatures.every((signature) => signature !== undefined)) return undefined;
  return { text: note.slice(0, gap + 1), signatures };
}

/**
 * What a note says of one key: `signed`; `absent`, it bears no signature of it; or `forged`, it bears one that does not match
 * the text, or two.
 */
export async function checkSignature(note: Note, key: VerifierKey): Promise<'signed' | 'absent' | 'forged'> {
  const [own, second] = note.signatures.filter((signature) => isKeyOf(key, signature));
  if (own === undefined) return 'absent';
  return second === undefined && (await verifyEd25519(key, own.signature, utf8(note.text))) ? 'signed' : 'forged';
}

function parseSignature(line: string): NoteSignature | undefined {
  const [, name = '', encoded = ''] = SIGNATURE_LINE.exec(line) ?? [];
  const bytes = fromBase64(encoded);
  if (!isKeyName(name) || bytes === undefined || bytes.length <= KEY_ID_BYTES) return undefined;
  return { name, keyId: bytes.slice(0, KEY_ID_BYTES), signature: bytes.slice(KEY_ID_BYTES) };
}
