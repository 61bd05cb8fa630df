import { identityKey, SallyportError, toBase64url } from '@sallyport/core';
import { type EventResult, type ReceiveEvents, readEventBatch } from '../client-events/index.ts';
import type { AuthoriseControl } from '../door/authorise-control.ts';
import type { Receipts } from '../door/receipts.ts';
import type { Quota } from '../quota/index.ts';
import type { Handler } from './behind-gate.ts';
import { callerGone } from './caller-gone.ts';
import { requireContentType } from './content-type.ts';
import { readBody } from './read-body.ts';
import { singleHeaders } from './single-headers.ts';

/** What the path for events works with. */
export interface EventsPathParts {
  readonly authorise: AuthoriseControl;
  readonly receiveEvents: ReceiveEvents;
  readonly receipts: Receipts;
  /** How many events an identity may send. */
  readonly quota: Quota;
}

const MAX_BODY_BYTES = 1_048_576;

/**
 * `POST /v1/events`: takes in events that clients signed, and answers with where each stands and one receipt for all. Nothing is
 * read before it is known who sends.
 */
export function eventsPath(parts: EventsPathParts): Handler {
  return async (request, reply) => {
    const headers = singleHeaders(request.raw);
    const caller = await parts.authorise({ method: 'POST', path: request.originalUrl, headers, clientIp: request.ip });
    const signal = callerGone(reply);
    const readBatch = async () => {
      requireContentType(headers['content-type'], 'application/json');
      return readEventBatch(await readBody(request.raw, MAX_BODY_BYTES));
    };
    const events = await withinQuota(parts.quota, identityKey(caller), readBatch);
    const results = await parts.receiveEvents({ identity: caller, events, signal });
    return reply.header('cache-control', 'no-store').send(await answerTo(results, parts.receipts));
  };
}

/** The first event is paid for before any is read: who has nothing left costs nothing more. */
async function withinQuota(
  quota: Quota,
  key: string,
  read: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  if (!quota.take(key)) throw new SallyportError('quota_exceeded');
  const events = await read();
  if (!quota.take(key, events.length - 1)) throw new SallyportError('quota_exceeded');
  return events;
}

async function answerTo(results: readonly EventResult[], receipts: Receipts): Promise<object> {
  const settled = results.flatMap((result) => ('refused' in result ? [] : [result]));
  return {
    results: results.map((result) =>
      'refused' in result
        ? { error: result.refused }
        : { index: result.index, leaf_hash: toBase64url(result.leafHash) },
    ),
    ...(settled.length === 0 ? {} : { receipt: await receipts.sign(settled) }),
  };
}
