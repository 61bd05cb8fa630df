import { SallyportError } from '@sallyport/core';
import { fromBase64, toBase64 } from '../encoding/base64.ts';
import { HASH_BYTES } from '../hash/hasher.ts';
import { isKeyName } from './key-name.ts';
import { checkSignature, parseNote, signNote } from './note.ts';
import type { NoteSigner } from './note-signer.ts';
import type { VerifierKey } from './verifier-key.ts';

/** What a log signs: C2SP tlog-checkpoint, without extension lines. */
export interface Checkpoint {
  /** The log's name, and that of its key. */
  readonly origin: string;
  /** How many entries the log has. */
  readonly size: number;
  /** The root hash of its tree, 32 bytes. */
  readonly root: Uint8Array;
}

/** Why a text is not a checkpoint of a trusted log. */
export type CheckpointFault =
  | 'checkpoint_malformed'
  | 'checkpoint_origin'
  | 'checkpoint_unsigned'
  | 'checkpoint_signature';

const GRAMMAR = /^([^\n]+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n$/;

/**
 * Signs a checkpoint as a note: C2SP tlog-checkpoint.
 * Rejects with `SallyportError('internal')` unless the signer is named as the origin, the size is from 0 to 2^53 − 1 and the root 32 bytes.
 */
export async function signCheckpoint({ origin, size, root }: Checkpoint, signer: NoteSigner): Promise<string> {
  const sound = Number.isSafeInteger(size) && size >= 0 && root.length === HASH_BYTES;
  if (!sound || origin !== signer.name || !isKeyName(origin)) throw new SallyportError('internal');
  return signNote(checkpointText({ origin, size, root }), signer);
}

/** What a log and its witnesses sign: the three lines of C2SP tlog-checkpoint. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/**
 * Opens a checkpoint that one of the keys signed: that of the log, so the one named as the origin. Signatures by others, such as
 * witnesses, are passed over. Parsing is strict: exact grammar, padded base64, a decimal size without leading zeros up to 2^53 − 1.
 * Rejects with `SallyportError('ledger_corrupt')` on any other text.
 */
export async function openCheckpoint(text: string, verifierKeys: readonly VerifierKey[]): Promise<Checkpoint> {
  const checkpoint = await inspectCheckpoint(text, verifierKeys);
  if (typeof checkpoint === 'string') throw new SallyportError('ledger_corrupt');
  return checkpoint;
}

/** As `openCheckpoint`, but answers why not. */
export async function inspectCheckpoint(
  text: string,
  verifierKeys: readonly VerifierKey[],
): Promise<Checkpoint | CheckpointFault> {
  const note = parseNote(text);
  const checkpoint = note && parseCheckpoint(note.text);
  if (note === undefined || checkpoint === undefined) return 'checkpoint_malformed';
  const keys = verifierKeys.filter(({ name }) => name === checkpoint.origin);
  if (keys.length === 0) return 'checkpoint_origin';
  const findings = await Promise.all(keys.map((key) => checkSignature(note, key)));
  if (findings.includes('forged')) return 'checkpoint_signature';
  return findings.includes('signed') ? checkpoint : 'checkpoint_unsigned';
}

/** Reads a checkpoint whose signatures somebody else has verified, or will: `undefined` for a note that is none. */
export function readCheckpoint(note: string): Checkpoint | undefined {
  const parsed = parseNote(note);
  return parsed && parseCheckpoint(parsed.text);
}

/** Reads what a log signs, without a signature: `undefined` for anything but the exact grammar. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [, origin, digits, encoded = ''] = GRAMMAR.exec(text) ?? [];
  const root = fromBase64(encoded);
  const size = Number(digits);
  if (origin === undefined || root === undefined || !Number.isSafeInteger(size)) return undefined;
  return Object.freeze({ origin, size, root });
}
