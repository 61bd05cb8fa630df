import {
  asSallyportError,
  type Clock,
  type Identity,
  isSallyportError,
  SallyportError,
  sameIdentity,
  systemClock,
} from '@sallyport/core';
import { PROMPT_SIGNATURES, type Signatures } from '../crypto/index.ts';
import type { ClientItem, Ledger, Settled } from '../ledger/index.ts';
import type { BoundKey, BoundKeys } from './bound-keys.ts';
import { eventHeaderReader } from './event-header.ts';
import { clientEventReader, type ReadClientEvent } from './read-client-event.ts';
import { type SignedEvent, takeApart } from './signed-event.ts';
import { Turnstile } from './turnstile.ts';

/** Why one event was refused; the others are taken all the same. */
export type EventRefusal = 'event_invalid' | 'event_key_unknown' | 'event_conflict';

/** What became of an event: where it stands, or why it was refused. */
export type EventResult = Settled | { readonly refused: EventRefusal };

/** A batch of compact JWSs, at most 256, that an identity sends. */
export interface EventBatch {
  readonly identity: Identity;
  readonly events: readonly string[];
  readonly signal: AbortSignal;
}

/**
 * Takes in what clients signed, and says of each event, in order, what became of it, once that is durable. The same event again has the
 * same place. Raises `cancelled`, and, when it cannot be known of all of them, `ledger_unavailable`, `overloaded`, `shutting_down`,
 * `ledger_corrupt`: then all may be sent again.
 */
export type ReceiveEvents = (batch: EventBatch) => Promise<readonly EventResult[]>;

/** What receiving events works with. */
export interface ReceiveEventsParts {
  readonly ledger: Pick<Ledger, 'commit'>;
  readonly keys: BoundKeys;
  /** Should be made elsewhere: a full batch would keep the event loop for over ten milliseconds. Default: at once. */
  readonly signatures?: Signatures;
  /** Default: the system's. */
  readonly clock?: Clock;
}

/** How many events are in hand at once: so many that the ledger's batches are full, and few enough that calls find room in its queue. */
const EVENTS_IN_HAND = 1024;

/**
 * How far ahead of the companion's clock an event may lie, in milliseconds: what is to come cannot be told. `verifyLedger` allows more, for
 * replicas' clocks differ.
 */
const MOST_AHEAD_MS = 60_000;

type Checked = ClientItem | { readonly refused: EventRefusal };

/** A receiver of clients' events. */
export function eventReceiver(parts: ReceiveEventsParts): ReceiveEvents {
  const { ledger, keys, signatures = PROMPT_SIGNATURES, clock = systemClock } = parts;
  const turnstile = new Turnstile(EVENTS_IN_HAND);
  const readEvent = clientEventReader();
  return async ({ identity, events, signal }) => {
    const leave = await turnstile.enter(events.length, signal);
    try {
      const checked = await checkAll(events, {
        identity,
        keys,
        readEvent,
        signatures,
        until: clock.now() + MOST_AHEAD_MS,
      });
      return await recordAll(checked, ledger);
    } finally {
      leave();
    }
  };
}

interface Checks {
  readonly identity: Identity;
  readonly keys: BoundKeys;
  readonly readEvent: ReadClientEvent;
  readonly signatures: Signatures;
  /** The latest time that an event may have. */
  readonly until: number;
}

async function checkAll(events: readonly string[], checks: Checks): Promise<readonly Checked[]> {
  const kidOf = eventHeaderReader();
  const signed = events.map((text) => {
    const event = takeApart(text);
    return { event, kid: event && kidOf(event.header) };
  });
  const bound = await checks.keys.find(new Set(signed.flatMap(({ kid }) => (kid === undefined ? [] : [kid]))));
  return Promise.all(
    signed.map(({ event, kid }) =>
      event === undefined || kid === undefined
        ? { refused: 'event_invalid' as const }
        : check(event, { ...checks, kid, bound: bound.get(kid) }),
    ),
  );
}

async function check(
  signed: SignedEvent,
  {
    identity,
    readEvent,
    signatures,
    until,
    kid,
    bound,
  }: Checks & { readonly kid: string; readonly bound: BoundKey | undefined },
): Promise<Checked> {
  if (bound === undefined || !sameIdentity(bound.owner, identity)) return { refused: 'event_key_unknown' };
  const event = readEvent(signed.payload, identity);
  const { input, signature } = signed;
  const timely = event !== undefined && event.time <= until;
  if (!timely || !(await signatures.verify(input, { key: bound.key, signature }))) {
    return { refused: 'event_invalid' };
  }
  return { ...event, kid, leaf: signed.leaf, once: false };
}

/** All at once, so that the ledger writes them together; and only when each is settled is it known that none is in hand. */
async function recordAll(
  checked: readonly Checked[],
  ledger: ReceiveEventsParts['ledger'],
): Promise<readonly EventResult[]> {
  const recorded = await Promise.allSettled(checked.map((item) => ('refused' in item ? item : record(item, ledger))));
  return recorded.map((one) => {
    if (one.status === 'rejected') throw asSallyportError(one.reason);
    return one.value;
  });
}

async function record(item: ClientItem, ledger: ReceiveEventsParts['ledger']): Promise<EventResult> {
  try {
    const [settled] = await ledger.commit([item]);
    if (settled === undefined) throw new SallyportError('internal');
    return settled;
  } catch (error) {
    if (isSallyportError(error) && error.code === 'event_conflict') return { refused: error.code };
    throw error;
  }
}
