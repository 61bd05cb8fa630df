import { countByEntity, SallyportError } from '@sallyport/core';
import { hasBody, queryLeaves, readRequest, type TextLeaf } from '@sallyport/wire';
import type { HeaderRecord } from '../call.ts';
import type { Admitted, Detected } from '../exchange.ts';
import { commit } from '../payload/commitment.ts';
import { type HeldPayload, heldPayload, type Payload } from '../payload/payload.ts';
import type { Door } from '../ports.ts';
import { exposed, findSpans, replaceable } from './find-spans.ts';
import { countInLargeBody } from './large-body.ts';

/**
 * Reads the call and finds every identifier in it: in its body, and in what else of it may be passed on, which is never
 * rewritten. Raises `body_*`, `commitment_mismatch`, `input_unreadable`, `phi_in_structure`, `detector_failed`.
 */
export async function detect(door: Door, exchange: Admitted): Promise<Detected> {
  const body = await exchange.call.readBody(exchange.scratch);
  await checkCommitment(exchange, body);
  return body.bytes === undefined
    ? detectLarge(door, exchange, body)
    : detectHeld(door, exchange, heldPayload(body.bytes));
}

async function detectHeld(door: Door, exchange: Admitted, body: HeldPayload): Promise<Detected> {
  const document = readRequest(exchange.operation, body.bytes, {
    contentType: exchange.call.headers['content-type'] ?? null,
    maxDepth: door.maxDepth,
  });
  const leaves = [...document.leaves, ...carriedLeaves(exchange)];
  const spans = await findSpans(door.detect, leaves);
  if (exposed(leaves, spans)) throw new SallyportError('phi_in_structure');
  const read = {
    body,
    spans: spans.slice(0, document.leaves.length),
    found: countByEntity(replaceable(document, spans)),
  };
  return Object.freeze(hasBody(exchange.operation) ? { ...exchange, ...read, document } : { ...exchange, ...read });
}

async function detectLarge(door: Door, exchange: Admitted, body: Payload): Promise<Detected> {
  const carried = carriedLeaves(exchange);
  if (exposed(carried, await findSpans(door.detect, carried))) throw new SallyportError('phi_in_structure');
  const found = await countInLargeBody(door, exchange, body);
  return Object.freeze({ ...exchange, body, spans: [], found });
}

/** The body must be the one its client signed for. */
async function checkCommitment({ signed }: Admitted, body: Payload): Promise<void> {
  if (signed?.stated === undefined) return;
  const { intent, salt } = signed.stated;
  if ((await commit(salt, body)) !== intent.commitment) throw new SallyportError('commitment_mismatch');
}

/** The headers of a call that a door may pass on. */
const CARRIED = ['accept', 'content-type', 'idempotency-key'];

/** What is passed on beside the body and the path, and is never rewritten. */
function carriedLeaves({ call, operation, query }: Admitted): TextLeaf[] {
  return [...headerLeaves(call.headers), ...queryLeaves(operation, query)];
}

function headerLeaves(headers: HeaderRecord): TextLeaf[] {
  return CARRIED.flatMap((name) => {
    const text = headers[name];
    return text === undefined ? [] : [{ text, role: 'structure' as const }];
  });
}
