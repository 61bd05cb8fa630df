import { countByEntity, SallyportError } from '@sallyport/core';
import {
  type AttachmentLimits,
  hasBody,
  queryLeaves,
  type RequestSummary,
  readRequest,
  type TextDocument,
  type TextLeaf,
} from '@sallyport/wire';
import type { HeaderRecord } from '../call.ts';
import type { Admitted, Detected } from '../exchange.ts';
import { commit } from '../payload/commitment.ts';
import { type HeldPayload, heldPayload, type Payload } from '../payload/payload.ts';
import type { Door } from '../ports.ts';
import { readWithTokens } from '../tokens/read-with-tokens.ts';
import { attachedTo, attachmentsOf, holdAttached, isAttachedBody } from './attachments.ts';
import { exposed, findSpans, replaceable } from './find-spans.ts';
import { countInLargeBody } from './large-body.ts';
import { subjectOfCare } from './subject-of-care.ts';

/**
 * Reads the call and finds every identifier in it: in its body, and in what else of it may be passed on, which is never
 * rewritten. Raises `subject_invalid`, `body_*`, `commitment_mismatch`, `input_unreadable`, `phi_in_structure`, `detector_failed`.
 */
export async function detect(door: Door, admitted: Admitted): Promise<Detected> {
  const subject = await subjectOfCare(door, admitted);
  const exchange = subject === undefined ? admitted : { ...admitted, subjectOfCare: subject };
  const body = await exchange.call.readBody(exchange.scratch);
  await checkCommitment(exchange, body);
  const attachments = attachmentsOf(door, exchange);
  if (body.bytes === undefined) return detectLarge(door, exchange, { body, attachments });
  const held = heldPayload(body.bytes);
  return detectHeld(door, exchange, {
    body: held,
    document: await readHeld(door, exchange, { body: held, attachments }),
  });
}

interface HeldBody {
  readonly body: HeldPayload;
  readonly attachments: AttachmentLimits | undefined;
}

function readHeld(door: Door, exchange: Admitted, { body, attachments }: HeldBody): Promise<TextDocument> {
  const contentType = exchange.call.headers['content-type'] ?? null;
  const asked = attachments === undefined ? {} : { attachments };
  return readWithTokens((decodeTokens) =>
    readRequest(exchange.operation, body.bytes, { contentType, maxDepth: door.maxDepth, decodeTokens, ...asked }),
  );
}

async function detectHeld(
  door: Door,
  exchange: Admitted,
  { body, document }: { readonly body: HeldPayload; readonly document: TextDocument },
): Promise<Detected> {
  const leaves = [...document.leaves, ...carriedLeaves(exchange)];
  const spans = await findSpans(door.detect, leaves);
  if (exposed(leaves, spans)) throw new SallyportError('phi_in_structure');
  const attachments = attachedTo(document);
  const read = {
    body,
    spans: spans.slice(0, document.leaves.length),
    found: countByEntity(replaceable(document, spans)),
    ...factsOf(document),
    ...(attachments.length === 0 ? {} : { attachments }),
  };
  return Object.freeze(hasBody(exchange.operation) ? { ...exchange, ...read, document } : { ...exchange, ...read });
}

interface LargeBody {
  readonly body: Payload;
  readonly attachments: AttachmentLimits | undefined;
}

/** One is held in memory for its attachments alone; with more text than that it is read as it comes, which takes no attachments. */
async function detectLarge(door: Door, exchange: Admitted, { body, attachments }: LargeBody): Promise<Detected> {
  const bytes = attachments === undefined ? undefined : await holdAttached(exchange, body);
  if (bytes !== undefined) {
    const held = heldPayload(bytes);
    const document = await readHeld(door, exchange, { body: held, attachments });
    if (isAttachedBody(document, exchange)) return detectHeld(door, exchange, { body: held, document });
  }
  const carried = carriedLeaves(exchange);
  if (exposed(carried, await findSpans(door.detect, carried))) throw new SallyportError('phi_in_structure');
  const counted = await readWithTokens((decodeTokens) => countInLargeBody(door, { exchange, body, decodeTokens }));
  return Object.freeze({ ...exchange, body, spans: [], found: counted.found, ...factsOf(counted) });
}

function factsOf({ model, inputs }: RequestSummary): RequestSummary {
  return { inputs, ...(model === undefined ? {} : { model }) };
}

/** The body must be the one its client signed for. */
async function checkCommitment({ signed }: Admitted, body: Payload): Promise<void> {
  if (signed?.stated === undefined) return;
  const { intent, salt } = signed.stated;
  if ((await commit(salt, body)) !== intent.commitment) throw new SallyportError('commitment_mismatch');
}

/** The headers of a call that a door may pass on. Anthropic's version is one of a few dates, which the door sees to. */
const CARRIED = ['accept', 'content-type', 'idempotency-key', 'openai-beta', 'anthropic-beta'];

/** Features have the dates they came behind their names, and stand in lists. */
const FEATURE_ENDS = /-20[23]\d-[01]\d-[0-3]\d(?:, ?|$)|, ?/;

/** What is passed on beside the body and the path, and is never rewritten. */
function carriedLeaves({ call, operation, query }: Admitted): TextLeaf[] {
  return [...headerLeaves(call.headers), ...queryLeaves(operation, query)];
}

const BOUNDARY = /; ?boundary=/i;

function headerLeaves(headers: HeaderRecord): TextLeaf[] {
  return CARRIED.flatMap((name) => {
    const text = headers[name];
    if (text === undefined) return [];
    // A form's boundary is judged by itself: with the words around it, its random digits would not look like part of a name
    return text
      .split(name.endsWith('-beta') ? FEATURE_ENDS : BOUNDARY)
      .map((part) => ({ text: part, role: 'structure' as const }));
  });
}
