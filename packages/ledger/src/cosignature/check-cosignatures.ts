import { parseCheckpoint } from '../checkpoint/checkpoint.ts';
import { type Note, parseNote } from '../checkpoint/note.ts';
import { isKeyOf } from '../checkpoint/verifier-key.ts';
import { verifyEd25519 } from '../checkpoint/verify-ed25519.ts';
import { cosignedMessage } from './cosigned-message.ts';
import type { WitnessKey } from './witness-key.ts';

/** That a witness cosigned a checkpoint. */
export interface Cosignature {
  /** The witness's name. */
  readonly name: string;
  /** When it did by its own clock, seconds since 1970. */
  readonly time: number;
}

const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;

/**
 * Who of these witnesses cosigned a checkpoint: C2SP tlog-cosignature. One entry for each witness at most, the latest time that its
 * key vouches for. Lines of unknown keys, and lines that do not verify, count for nothing; neither do any under a text that is no
 * checkpoint. Times in the future are given as they stand. Says nothing of the log's own signature: see `openCheckpoint`. Never rejects.
 */
export async function checkCosignatures(
  note: string,
  witnesses: readonly WitnessKey[],
): Promise<readonly Cosignature[]> {
  const parsed = parseNote(note);
  if (parsed === undefined || parseCheckpoint(parsed.text) === undefined) return [];
  const found = await Promise.all(witnesses.map((witness) => latestOf(parsed, witness)));
  return found.filter((cosignature) => cosignature !== undefined);
}

async function latestOf(note: Note, witness: WitnessKey): Promise<Cosignature | undefined> {
  const own = note.signatures.filter((signature) => isKeyOf(witness, signature));
  const times = await Promise.all(own.map(({ signature }) => verifiedTime(signature, note.text, witness)));
  const latest = Math.max(-1, ...times);
  return latest < 0 ? undefined : Object.freeze({ name: witness.name, time: latest });
}

/** The time that a timestamped signature vouches for, or −1. */
async function verifiedTime(bytes: Uint8Array, text: string, witness: WitnessKey): Promise<number> {
  if (bytes.length !== TIME_BYTES + SIGNATURE_BYTES) return -1;
  const time = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0));
  if (!Number.isSafeInteger(time)) return -1;
  return (await verifyEd25519(witness, bytes.slice(TIME_BYTES), cosignedMessage(text, time))) ? time : -1;
}
