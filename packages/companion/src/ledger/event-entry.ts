import { isUuid, SallyportError } from '@sallyport/core';
import { encodeEvent, hashLeaf, signEvent } from '@sallyport/ledger';
import type { Entry } from './entry.ts';
import type { ClientItem, LedgerItem, OwnItem } from './ledger.ts';
import type { LogKeys } from './log-identity.ts';
import { NODE_HASHER } from './node-hasher.ts';
import { aboutOf, sessionEnd, sessionRow } from './session-row.ts';

/** What turns items into entries. */
export interface EventEntryOptions {
  readonly keys: Pick<LogKeys, 'event' | 'trust'>;
  /** The version of Sallyport, for the event's `product`. */
  readonly version: string;
}

/** Makes an item ready to be recorded. Raises `request_invalid` when an id is not a lower-case UUID, or a session mark lacks one. */
export async function eventEntry(item: LedgerItem, options: EventEntryOptions): Promise<Entry> {
  return 'facts' in item ? ownEntry(item, options) : clientEntry(item);
}

async function ownEntry(
  { facts, session: mark, salt, known, clientKey, once, recorded }: OwnItem,
  { keys, version }: EventEntryOptions,
) {
  const { sessionId } = facts.details;
  if (!isUuid(facts.id) || (mark !== undefined && !isUuid(sessionId ?? '')))
    throw new SallyportError('request_invalid');
  const event = encodeEvent(facts, { version });
  const signer = keys.event;
  const leaf = await signEvent(event, signer);
  const [row, end] = [sessionRow(event, known), sessionEnd(event)];
  const session = sessionId === undefined || mark === undefined ? undefined : { id: sessionId, mark };
  return {
    eventId: facts.id,
    // Whichever of its keys signs, the companion takes an id once.
    kid: keys.trust.eventKeys[0]?.kid ?? signer.kid,
    signer: signer.kid,
    leaf,
    leafHash: hashLeaf(leaf, NODE_HASHER),
    time: facts.time,
    repeat: once === true ? ('never' as const) : ('event' as const),
    ...(session === undefined ? {} : { session: salt === undefined ? session : { ...session, salt } }),
    ...(clientKey === undefined ? {} : { clientKey }),
    ...(row === undefined ? {} : { row }),
    ...(end === undefined ? {} : { end }),
    about: aboutOf(event),
    ...(recorded === undefined ? {} : { recorded }),
  };
}

function clientEntry({ id, kid, leaf, time, once }: ClientItem): Entry {
  if (!isUuid(id)) throw new SallyportError('request_invalid');
  return {
    eventId: id,
    kid,
    leaf,
    leafHash: hashLeaf(leaf, NODE_HASHER),
    time,
    repeat: once === true ? 'never' : 'bytes',
  };
}
