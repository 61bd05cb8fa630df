import { type AttachmentDetails, asSallyportError, SallyportError } from '@sallyport/core';
import type { Transformed } from '@sallyport/pipeline';
import { recordedAct } from '../../door/recorded-act.ts';
import type { ReviewKeys } from '../review-keys.ts';
import type { Requester, ReviewRecord } from '../review-record.ts';
import { bodyBeginning } from './body-beginning.ts';
import { asOfNow, type ExpiringParts } from './expire-review.ts';
import { type RequesterAct, requesterEvent } from './review-events.ts';
import type { CallReview, ReviewStore } from './review-store.ts';
import { type SealedAttachment, sealAttachments } from './sealed-attachments.ts';

/** What opening works with. */
export interface OpeningParts extends ExpiringParts {
  readonly keys: ReviewKeys;
  readonly store: ReviewStore;
}

/** A call to be reviewed, and what binds it. */
export interface BoundCall {
  readonly exchange: Transformed;
  readonly binding: ReviewRecord['binding'];
}

/**
 * Asks people to review a call, or gives the review of the very same call that waits already. It is in the ledger before it is in the
 * database, and people are told in the transaction that makes it. Raises `reviews_full`, `ledger_unavailable`.
 */
export async function openReview(parts: OpeningParts, call: BoundCall): Promise<CallReview> {
  const { store, log, notifier } = parts;
  const waiting = await findWaiting(parts, call);
  if (waiting !== undefined) return waiting;
  const { caller, attachments: attached = [] } = call.exchange;
  const attachedBytes = attached.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (!(await store.hasRoom(caller, attachedBytes))) throw new SallyportError('reviews_full');
  const record = await newRecord(parts, call);
  const attachments = sealAttachments(parts.keys, call.exchange, record.id);
  const notice = { review: record.id, kind: 'requested', at: record.requestedAt } as const;
  try {
    const approvals = { given: 0, quorum: record.demand.quorum };
    const draft = requesterEvent('review.requested', actOf(record, call.exchange), { approvals });
    const attachedTo = attachments.length === 0 ? {} : { attachments: attachments.map(detailsOf) };
    return await recordedAct(log, { ...draft, details: { ...draft.details, ...attachedTo } }, async () => {
      const opened = await store.open(record, attachments, (runner) => notifier.queue(runner, notice));
      if (!opened) throw new SallyportError('review_conflict');
      return record;
    });
  } catch (cause) {
    if (asSallyportError(cause).code !== 'review_conflict') throw cause;
    const first = await findWaiting(parts, call);
    if (first === undefined) throw new SallyportError('reviews_full');
    return first;
  }
}

function detailsOf({ type, bytes, commitment }: SealedAttachment): AttachmentDetails {
  return { type, bytes, commitment };
}

/** The same call's review that waits. One whose time is over waits no more, and one under another rule of the policy waits for nothing. */
async function findWaiting(parts: OpeningParts, { exchange, binding }: BoundCall): Promise<CallReview | undefined> {
  const { store, log } = parts;
  const { caller: requester, connection, operation, decision } = exchange;
  const same = { requester, connection: connection.name, operation: operation.id, policy: decision.policy.digest };
  const found = await store.findPending({ ...same, before: binding.before });
  if (found === undefined) return undefined;
  const review = await asOfNow(parts, found);
  if (review.state !== 'pending') return undefined;
  if (review.rule === decision.rule) return review;
  await recordedAct(log, requesterEvent('review.cancelled', actOf(review, exchange)), () => store.cancel(review.id));
  return undefined;
}

function actOf(review: CallReview, { call: { clientIp } }: Transformed): RequesterAct {
  return { review, clientIp };
}

async function newRecord({ keys, clock }: OpeningParts, { exchange, binding }: BoundCall): Promise<ReviewRecord> {
  const { connection, operation, decision, correlationId, found, applied, egress, inputs, purpose } = exchange;
  // What is attached is kept beside it, for as long as it must be
  const shown = exchange.withoutAttachments ?? egress;
  const { review: demand, rule, policy } = decision;
  if (demand === undefined) throw new SallyportError('internal');
  const id = crypto.randomUUID();
  const now = clock.now();
  const beginning = await bodyBeginning(shown);
  const { escalate } = demand;
  return {
    ...{ id, state: 'pending', kind: 'call', requester: requesterOf(exchange), connection: connection.name },
    ...{ operation: operation.id, policy: policy.digest, rule, demand, correlationId, found, applied, inputs, binding },
    bodyBytes: egress.length,
    sealedSubject: keys.seal(exchange.subject, { review: id, use: 'subject' }),
    sealedBody: keys.seal(beginning.bytes, { review: id, use: 'body' }),
    bodyCut: beginning.cut,
    requestedAt: now,
    expiresAt: now + demand.expiresIn * 1000,
    ...(escalate === undefined ? {} : { escalatesAt: now + escalate.after * 1000 }),
    ...(purpose === undefined ? {} : { purpose }),
  };
}

function requesterOf({ caller, call }: Transformed): Requester {
  const { issuer, subject, client, groups, actors = [] } = caller;
  return {
    ...{ issuer, subject, groups, actors },
    ...(client === undefined ? {} : { client }),
    ...(call.clientIp === undefined ? {} : { clientIp: call.clientIp }),
  };
}
