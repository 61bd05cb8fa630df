import { randomUUID } from 'node:crypto';
import { type Clock, type EventDetails, type EventFacts, fromUtf8, type Identity } from '@sallyport/core';
import { encodeEvent, type KeyedEventSigner, signEvent } from '@sallyport/ledger';
import { version } from '../../package.json';
import { MAX_EVENT_BYTES, type SpooledEvent } from '../spool/index.ts';

/** What a client's event says. */
export interface ClientFacts {
  readonly kind: 'client.outcome' | 'opt_out';
  readonly status: EventFacts['status'];
  readonly details: EventDetails;
}

/** Who says it, and when. */
export interface ClientStamp {
  readonly signer: KeyedEventSigner;
  readonly identity: Identity;
  readonly clock: Clock;
}

/** Signs an event of this process, ready for the spool. Raises `internal` for one that fits into no leaf. */
export async function signClientEvent(facts: ClientFacts, stamp: ClientStamp): Promise<SpooledEvent> {
  const { signer, identity, clock } = stamp;
  const id = randomUUID();
  const event = encodeEvent({ ...facts, id, identity, time: Math.floor(clock.now()) }, { version });
  return { id, jws: fromUtf8(await signEvent(event, signer)) };
}

/** What the fixed parts of an event and the longest counts there can be take, in bytes of its JWS. */
const BASE_BYTES = 12_288;

/** JSON writes a byte as at most six (`\u0000`), and base64url four for three of those. */
const LONGEST_ESCAPE = 8;

/** The most bytes an outcome of this identity can take. */
export function outcomeRoom({ issuer, subject }: Identity): number {
  const names = 2 * Buffer.byteLength(issuer) + Buffer.byteLength(subject);
  return Math.min(MAX_EVENT_BYTES, BASE_BYTES + LONGEST_ESCAPE * names);
}
