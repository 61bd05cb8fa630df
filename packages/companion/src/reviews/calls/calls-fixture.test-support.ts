import { type Caller, type ReviewDemand, type ReviewState, SallyportError, utf8 } from '@sallyport/core';
import { type HeaderRecord, heldPayload, type Payload, Scratch, type Transformed } from '@sallyport/pipeline';
import { planOf } from '@sallyport/policy';
import { TestClock } from '@sallyport/testkit';
import { FakeEventLog } from '../../quota/fake-event-log.test-support.ts';
import { createGate } from '../../service/gate.ts';
import type { Database, SqlValue } from '../../storage/index.ts';
import { peopleOf } from '../deciding/people.ts';
import type { NoticeKind } from '../notifier.ts';
import type { ReviewKeys } from '../review-keys.ts';
import { callReviews } from './call-reviews.ts';
import { callerReviews } from './caller-reviews.ts';
import type { PendingBounds } from './review-rows.ts';
import { reviewStore } from './review-store.ts';
import { reviewWaiter } from './review-waiter.ts';

/** A demand of one approval, which waits for an hour and may be used for a quarter of one. */
export const DEMAND: ReviewDemand = { groups: ['privacy'], quorum: 1, expiresIn: 3600, useWithin: 900 };

/** What a test may say of a call. */
export interface SomeCall {
  readonly caller?: Caller;
  readonly body?: Payload;
  readonly egress?: Payload;
  readonly subject?: Uint8Array;
  readonly demand?: ReviewDemand;
  readonly headers?: HeaderRecord;
  readonly signal?: AbortSignal;
  readonly connection?: string;
  readonly operation?: string;
  readonly path?: string;
  readonly query?: string;
  readonly policy?: string;
  readonly rule?: string;
  readonly message?: string;
}

/** Somebody whom no other test knows. */
export function someCaller(more: Partial<Caller> = {}): Caller {
  return { issuer: 'https://login.example/', subject: crypto.randomUUID(), groups: ['notes'], means: 'grant', ...more };
}

/** A call that people must review, as it is once it was transformed. */
export function someCall(some: SomeCall = {}): Transformed {
  const { caller = someCaller(), body = heldPayload(utf8('{"input":"Ada"}')), demand = DEMAND } = some;
  const { operation = 'embeddings.create', path = '/embeddings', query = '', rule = 'bulk' } = some;
  const { policy = `sha256:${'ab'.repeat(32)}`, message } = some;
  const headers = { 'content-type': 'application/json', ...some.headers };
  const plans = { out: planOf('redact'), back: planOf('redact') };
  const settings = { operators: plans, lookAhead: 96, recording: 'redacted', retention: 'standard' } as const;
  return {
    call: {
      ...{ method: 'POST', path, query, headers, url: 'https://sallyport.example/c/openai', clientIp: '192.0.2.7' },
      readBody: async () => body,
      signal: some.signal ?? new AbortController().signal,
    },
    connection: { name: some.connection ?? 'openai', kind: 'openai', baa: true },
    correlationId: crypto.randomUUID(),
    operation: { id: operation, method: 'POST', path, query: [] },
    ...{ query, caller, admitted: true, body, spans: [], found: { NAME: 1 }, inputs: 1 },
    scratch: new Scratch({ heldBytes: 1, limitBytes: 1, textLength: 1 }),
    decision: {
      ...{ effect: 'review', rule, policy: { name: 'p', digest: policy }, review: demand, ...settings },
      ...(message === undefined ? {} : { message }),
    },
    subject: some.subject ?? new Uint8Array(16).fill(7),
    egress: some.egress ?? heldPayload(utf8('{"input":"[NAME]"}')),
    applied: { NAME: { redact: 1 } },
  };
}

/** What a test may say of a replica. */
export interface SomeReplica {
  readonly database: Database;
  readonly keys: ReviewKeys;
  readonly clock?: TestClock;
  readonly log?: FakeEventLog;
  readonly bounds?: PendingBounds;
  readonly held?: number;
  readonly waiting?: number;
}

/** One replica's reviews, with an event log in memory. */
export function someReplica({ database, keys, ...some }: SomeReplica) {
  const { clock = new TestClock(), log = new FakeEventLog(), held = 4, waiting = 16 } = some;
  const store = reviewStore(
    database,
    some.bounds ?? { pending: 1_000_000, pendingPerIdentity: 100, attachmentBytes: 1_000_000 },
  );
  const waiter = reviewWaiter({ store, clock, most: waiting, everyMs: 10 });
  const notices: { review: string; kind: NoticeKind }[] = [];
  const notifier = {
    queue: async (_: unknown, { review, kind }: { review: string; kind: NoticeKind }) => {
      notices.push({ review, kind });
    },
  };
  const url = (id: string) => `https://sallyport.example/reviews/${id}`;
  const parts = { database, keys, store, waiter, log, notifier, clock, url };
  const calls = callReviews({ ...parts, holds: createGate(held) });
  const callers = callerReviews({ ...parts, people: peopleOf() });
  const kinds = () => log.recorded.map(({ draft }) => `${draft.kind} ${draft.status}`);
  return { ...parts, calls, callers, notices, kinds };
}

/** One replica's reviews. */
export type SomeReplicaParts = ReturnType<typeof someReplica>;

/** Changes a review as people do, or time does, elsewhere. */
export async function setReview(
  database: Database,
  id: string,
  to: {
    readonly state?: ReviewState;
    readonly kind?: 'window';
    readonly expiresAt?: number;
    readonly revokedAt?: number;
  },
): Promise<void> {
  const { state = null, kind = null, expiresAt, revokedAt } = to;
  const seconds = (at: number | undefined): SqlValue => (at === undefined ? null : at / 1000);
  await database.query({
    name: 'test_set_review',
    text: `update review set state = coalesce($2::text, state), kind = coalesce($3::text, kind),
      expires_at = coalesce(to_timestamp($4::float8), expires_at), revoked_at = coalesce(to_timestamp($5::float8), revoked_at)
      where id = $1::uuid`,
    values: [id, state, kind, seconds(expiresAt), seconds(revokedAt)],
  });
}

/** The error that something raises. Fails when it raises none, or another. */
export async function raised(work: Promise<unknown>): Promise<SallyportError> {
  const outcome = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(outcome instanceof SallyportError)) throw new SallyportError('internal', { place: 'raised no such error' });
  return outcome;
}

/** Asks for a review, and gives its id. */
export async function requested(replica: SomeReplicaParts, call: Transformed): Promise<string> {
  const { code, details } = await raised(replica.calls.approve(call));
  if (code !== 'review_required' || details.review === undefined) throw new SallyportError(code);
  return details.review.id;
}
