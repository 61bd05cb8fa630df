import type { Identity } from '@sallyport/core';
import { CLIENT_EVENT_SCHEMAS, type LedgerEvent } from '@sallyport/ledger';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { parseExactly } from './parse-exactly.ts';

/** What the ledger must know of a client's event. */
export interface ClientEvent {
  /** The event's UUID. */
  readonly id: string;
  /** Milliseconds since the Unix epoch. */
  readonly time: number;
}

/** Reads the payload of an event that this identity sends, or gives `undefined`. */
export type ReadClientEvent = (payload: Uint8Array, identity: Identity) => ClientEvent | undefined;

/**
 * Gives a reader of clients' events. Strict: only the kinds that clients may send, in the exact form of `encodeEvent` and `JSON.stringify`,
 * with nothing in them that `CLIENT_EVENT_SCHEMAS` does not name, of the identity itself or of an unknown actor.
 */
export function clientEventReader(): ReadClientEvent {
  const ajv = new Ajv2020({ strict: true, strictRequired: false });
  const validators = new Map(Object.entries(CLIENT_EVENT_SCHEMAS).map(([kind, schema]) => [kind, ajv.compile(schema)]));
  return (payload, identity) => {
    const event = parseExactly(payload);
    if (event === undefined || !isEvent(event, validators) || !isActor(event.actor, identity)) return undefined;
    return { id: event.metadata.uid, time: event.time };
  };
}

function isEvent(
  value: Readonly<Record<string, unknown>>,
  validators: ReadonlyMap<unknown, ValidateFunction>,
): value is LedgerEvent & Readonly<Record<string, unknown>> {
  const { metadata } = value as { readonly metadata?: { readonly event_code?: unknown } | null };
  const validate = validators.get(metadata?.event_code);
  return validate?.(value) === true;
}

function isActor({ user, idp }: LedgerEvent['actor'], { issuer, subject }: Identity): boolean {
  if (!('uid' in user)) return true;
  return user.uid === subject && idp?.uid === issuer && idp.issuer === issuer;
}
