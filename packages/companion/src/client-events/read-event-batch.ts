import { SallyportError } from '@sallyport/core';
import { MAX_LEAF_BYTES, MAX_RECEIPT_LEAVES } from '@sallyport/ledger';
import { readJson } from '../body/read-json.ts';

const QUOTE = 0x22;

/**
 * Reads the body of `POST /v1/events`: a JSON object of exactly `events`, a list of 1 to 256 texts of at most 65,535 UTF-16 code units.
 * Raises `body_missing`, `body_not_utf8`, `body_not_json`, and `request_invalid` for anything else.
 */
export function readEventBatch(body: Uint8Array): readonly string[] {
  const events = eventsOf(readJson(body).value);
  if (events === undefined || countQuotes(body, 2 * events.length + 2) !== 2 * events.length + 2) {
    throw new SallyportError('request_invalid');
  }
  return events;
}

function eventsOf(value: unknown): readonly string[] | undefined {
  if (typeof value !== 'object' || value === null || Object.keys(value).join() !== 'events') return undefined;
  const { events } = value as { readonly events?: unknown };
  if (!Array.isArray(events) || events.length === 0 || events.length > MAX_RECEIPT_LEAVES) return undefined;
  return events.every((event) => typeof event === 'string' && event.length <= MAX_LEAF_BYTES) ? events : undefined;
}

/**
 * How many quotes a body has, counted no further than one too many. The one key and each event have two; more means that a key is there
 * twice, of which `JSON.parse` takes the last, or that an event is no JWS, which has no quotes in it.
 */
function countQuotes(body: Uint8Array, expected: number): number {
  let count = 0;
  for (let at = body.indexOf(QUOTE); at >= 0 && count <= expected; at = body.indexOf(QUOTE, at + 1)) count += 1;
  return count;
}
