import { parseCompactJws } from '../jws/compact-jws.ts';
import type { LedgerEvent } from './ledger-event.ts';
import { parseEvent } from './parse-event.ts';
import { EVENT_TYPE, MAX_LEAF_BYTES } from './sign-event.ts';

/**
 * Reads the event in a leaf without its signature: for who knows only the log's key, and believes a leaf because the log's tree has it.
 * What is no event gives `undefined`.
 */
export function readUnverifiedEvent(leaf: Uint8Array): LedgerEvent | undefined {
  const jws = leaf.length > MAX_LEAF_BYTES ? undefined : parseCompactJws(leaf);
  return jws?.header.typ === EVENT_TYPE ? parseEvent(jws.payload) : undefined;
}
