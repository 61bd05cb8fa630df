import { type EventFacts, isUuid, SallyportError } from '@sallyport/core';
import { type EventSigner, encodeEvent, hashLeaf, signEvent } from '@sallyport/ledger';
import type { Entry } from './entry.ts';
import type { SessionMark } from './ledger.ts';
import { NODE_HASHER } from './node-hasher.ts';

/** What turns facts into an entry. */
export interface EventEntryOptions {
  readonly mark: SessionMark | undefined;
  readonly signer: EventSigner;
  /** The version of Sallyport, for the event's `product`. */
  readonly version: string;
}

/** Shapes, signs and hashes an event. Raises `request_invalid` when an id is not a lower-case UUID, or a session mark lacks one. */
export async function eventEntry(facts: EventFacts, { mark, signer, version }: EventEntryOptions): Promise<Entry> {
  const { sessionId } = facts.details;
  if (!isUuid(facts.id) || (mark !== undefined && !isUuid(sessionId ?? '')))
    throw new SallyportError('request_invalid');
  const leaf = await signEvent(encodeEvent(facts, { version }), signer);
  const session = mark === undefined || sessionId === undefined ? {} : { session: { id: sessionId, mark } };
  return {
    eventId: facts.id,
    kid: signer.kid,
    leaf,
    leafHash: hashLeaf(leaf, NODE_HASHER),
    time: facts.time,
    ...session,
  };
}
