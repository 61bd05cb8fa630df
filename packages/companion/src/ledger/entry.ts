import type { ErrorCode, EventPublicKey } from '@sallyport/core';

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
  readonly kid: string;
  readonly leaf: Uint8Array;
  readonly leafHash: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** Default `event`. */
  readonly repeat?: Repeat;
  readonly session?: { readonly id: string; readonly mark: SessionMark; readonly salt?: SessionSalt };
  readonly clientKey?: ClientKey;
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
 * Tells whether two leaves are one event: all but the signature is the same. ECDSA signs the same bytes differently each time, so an
 * event that is appended again after a failure has another signature.
 */
function sameEvent(a: Uint8Array, b: Uint8Array): boolean {
  return signedPart(a).equals(signedPart(b));
}

/** All of a compact JWS up to its last dot: RFC 7515 §5.1. */
function signedPart(leaf: Uint8Array): Buffer {
  const bytes = Buffer.from(leaf.buffer, leaf.byteOffset, leaf.byteLength);
  return bytes.subarray(0, Math.max(0, bytes.lastIndexOf(0x2e)));
}
