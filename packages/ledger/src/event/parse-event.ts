import { EVENT_KINDS } from '@sallyport/core';
import { isRecord, parseJsonObject } from '../jws/compact-jws.ts';
import type { LedgerEvent } from './ledger-event.ts';

const MAX_ID_LENGTH = 128;
const KINDS: ReadonlySet<unknown> = new Set(EVENT_KINDS);

/**
 * Reads the payload of an event. Checks what a verifier relies on: class, kind, time, and that ids are texts of 1 to 128 UTF-16
 * code units. Anything else gives `undefined`. Members it does not know are kept.
 */
export function parseEvent(payload: Uint8Array): LedgerEvent | undefined {
  const event = parseJsonObject(payload);
  return event !== undefined && isEvent(event) ? event : undefined;
}

function isEvent(event: Readonly<Record<string, unknown>>): event is LedgerEvent & Readonly<Record<string, unknown>> {
  const { class_uid, time, metadata, actor, api, src_endpoint, unmapped } = event;
  if (class_uid !== classOf(metadata) || !Number.isSafeInteger(time)) return false;
  if (!isRecord(metadata) || !isId(metadata.uid) || !KINDS.has(metadata.event_code)) return false;
  if (!isRecord(api) || typeof api.operation !== 'string' || !isRequest(api.request)) return false;
  return isRecord(actor) && isRecord(actor.user) && isRecord(src_endpoint) && isRecord(unmapped);
}

/** A finding has a class of its own. */
function classOf(metadata: unknown): number {
  return isRecord(metadata) && metadata.event_code === 'finding.raised' ? 2006 : 6003;
}

function isRequest(request: unknown): boolean {
  return request === undefined || (isRecord(request) && isId(request.uid));
}

function isId(id: unknown): boolean {
  return typeof id === 'string' && id !== '' && id.length <= MAX_ID_LENGTH;
}
