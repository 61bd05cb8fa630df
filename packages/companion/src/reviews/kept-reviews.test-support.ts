import { randomBytes, randomUUID } from 'node:crypto';
import { type Identity, type ReviewDemand, type ReviewKind, type ReviewState, utf8 } from '@sallyport/core';
import { type Database, schema } from '../storage/index.ts';
import type { ReviewKeys } from './review-keys.ts';

/** What a test wants of a review that is kept. Times in milliseconds since the Unix epoch. */
export interface KeptReview {
  readonly state?: ReviewState;
  readonly kind?: ReviewKind;
  readonly requester?: Identity;
  readonly client?: string;
  readonly actors?: readonly Identity[];
  readonly demand?: Partial<ReviewDemand>;
  readonly requestedAt?: number;
  readonly expiresAt?: number;
  readonly escalatesAt?: number;
  readonly body?: Uint8Array;
  readonly bodyCut?: boolean;
  readonly operation?: string;
}

/** Who asks unless a test says otherwise. */
export const ADA: Identity = { issuer: 'https://login.example', subject: 'ada.example' };

/** The time at which they are asked unless a test says otherwise. */
export const ASKED_AT = 1_795_000_000_000;

/** What the rule demands unless a test says otherwise: two of the privacy office, within an hour, used within ten minutes. */
export const DEMAND: ReviewDemand = { groups: ['privacy-office'], quorum: 2, expiresIn: 3_600, useWithin: 600 };

/** Keeps reviews as calls would, and gives their ids. */
export async function keepReviews(
  { orm }: Pick<Database, 'orm'>,
  keys: Pick<ReviewKeys, 'seal'>,
  wanted: readonly KeptReview[],
): Promise<readonly string[]> {
  const rows = wanted.map((one) => rowOf(keys, one));
  for (let at = 0; at < rows.length; at += 500) await orm.insert(schema.review).values(rows.slice(at, at + 500));
  return rows.map(({ id }) => id);
}

function rowOf(keys: Pick<ReviewKeys, 'seal'>, wanted: KeptReview): typeof schema.review.$inferInsert & { id: string } {
  const id = randomUUID();
  const { requester = ADA, requestedAt = ASKED_AT, demand = {}, escalatesAt } = wanted;
  const { expiresAt = requestedAt + 3_600_000, body = utf8('{"input":"[NAME] was seen"}') } = wanted;
  return {
    ...{ id, state: wanted.state ?? 'pending', kind: wanted.kind ?? 'call' },
    ...{ issuer: requester.issuer, subject: requester.subject, client: wanted.client ?? null },
    actors: JSON.stringify(wanted.actors ?? []),
    ...{ connection: 'openai', operation: wanted.operation ?? 'embeddings.create' },
    ...{ policy: `sha256:${'0'.repeat(64)}`, rule: 'bulk', demand: JSON.stringify({ ...DEMAND, ...demand }) },
    ...{ correlationId: randomUUID(), found: '{"NAME":1}', applied: '{"NAME":{"redact":1}}', inputs: 1 },
    ...{ bodyBytes: body.length, before: randomBytes(32), after: randomBytes(32), bodyCut: wanted.bodyCut ?? false },
    sealedSubject: keys.seal(randomBytes(32), { review: id, use: 'subject' }),
    sealedBody: keys.seal(body, { review: id, use: 'body' }),
    ...{ requestedAt: new Date(requestedAt), expiresAt: new Date(expiresAt) },
    escalatesAt: escalatesAt === undefined ? null : new Date(escalatesAt),
  };
}
