import type { ErrorCode, EventPublicKey } from '@sallyport/core';
import type { RecordingChange } from '../recordings/recording-change.ts';
import type { SessionEnd, SessionRow } from './session-row.ts';

/**
 * What is done about an entry that is in the log already: `event` takes the same event for the same entry, whatever its signature;
 * `bytes` only the very same bytes; `never` refuses it.
 */
export type Repeat = 'event' | 'bytes' | 'never';

/** Whether an event opens or closes the session that `details.sessionId` names. A session is opened once, and closed at most once, after that. */
export type SessionMark = 'open' | 'close';

/** An event ready to be recorded: signed and hashed. */
export interface Entry {
  readonly eventId: string;
  /** The name under which its id is unique: that of the client's key, and of the companion's own first event key. */
  readonly kid: string;
  /** Of an event of the companion's own: the key that signed it. */
  readonly signer?: string;
  readonly leaf: Uint8Array;
  readonly leafHash: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** Default `event`. */
  readonly repeat?: Repeat;
  readonly session?: { readonly id: string; readonly mark: SessionMark; readonly salt?: SessionSalt };
  readonly clientKey?: ClientKey;
  /** What it writes to the index of sessions. */
  readonly row?: SessionRow;
  /** How the session that it closes ended. */
  readonly end?: SessionEnd;
  /** The sessions and reviews that it is about, without opening or closing one. */
  readonly about?: readonly string[];
  /** What is written about the session's recording with it: both or neither. */
  readonly recorded?: readonly RecordingChange[];
}

/** The salt of a session, as it is kept. */
export interface SessionSalt {
  /** 16 bytes that are the same for the same salt, and tell nothing about it: a salt serves once. */
  readonly digest: Uint8Array;
  readonly sealed: Uint8Array;
}

/** A client's key, and the identity it belongs to. */
export interface ClientKey {
  readonly publicKey: EventPublicKey;
  readonly issuer: string;
  readonly subject: string;
}

/** What became of an entry: where it stands, or why it was refused. */
export type Settlement = Settled | { readonly refused: ErrorCode };

/** Where an entry stands. */
export interface Settled {
  readonly index: number;
  /** How many leaves the log had when that was settled. */
  readonly treeSize: number;
  readonly leafHash: Uint8Array;
}

/** Tells whether an entry is the one that is in the log under its id. */
export function isRepeated(entry: Entry, leaf: Uint8Array): boolean {
  if (entry.repeat === 'never') return false;
  return entry.repeat === 'bytes' ? Buffer.compare(entry.leaf, leaf) === 0 : sameEvent(entry.leaf, leaf);
}

/** Why an entry whose id is taken is refused. */
export function refusalOfRepeat({ repeat }: Entry): ErrorCode {
  if (repeat === 'never') return 'proof_replayed';
  return repeat === 'bytes' ? 'event_conflict' : 'request_invalid';
}

/**
 * Tells whether two leaves are one event: their payload is the same. ECDSA signs the same bytes differently each time, and the key may have
 * been rotated, so an event that is appended again after a failure has another signature.
 */
function sameEvent(a: Uint8Array, b: Uint8Array): boolean {
  return payloadOf(a).equals(payloadOf(b));
}

/** What stands between the two dots of a compact JWS: RFC 7515 §7.1. */
function payloadOf(leaf: Uint8Array): Buffer {
  const bytes = Buffer.from(leaf.buffer, leaf.byteOffset, leaf.byteLength);
  return bytes.subarray(bytes.indexOf(0x2e), Math.max(0, bytes.lastIndexOf(0x2e)));
}
