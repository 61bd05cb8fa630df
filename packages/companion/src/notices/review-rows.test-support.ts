import { type Database, schema } from '../storage/index.ts';

type ReviewRow = typeof schema.review.$inferInsert;

/** Puts a review into a database, as if somebody's call waited, and gives its id. */
export async function insertReview({ orm }: Pick<Database, 'orm'>, more: Partial<ReviewRow> = {}): Promise<string> {
  const id = crypto.randomUUID();
  const bytes = () => crypto.getRandomValues(new Uint8Array(32));
  await orm.insert(schema.review).values({
    ...{ id, state: 'pending', kind: 'call', issuer: 'https://login.example/', subject: 'notes-app' },
    ...{ connection: 'openai', operation: 'embeddings.create', policy: `sha256:${'0'.repeat(64)}`, rule: 'bulk' },
    demand: JSON.stringify({ groups: ['privacy'], quorum: 1, expiresIn: 3600, useWithin: 600 }),
    ...{ purpose: 'research', correlationId: crypto.randomUUID() },
    found: JSON.stringify({ NAME: 3, SSN: 2 }),
    applied: '{}',
    ...{ bodyBytes: 48_213, inputs: 120, before: bytes(), after: bytes() },
    ...{ sealedSubject: bytes(), sealedBody: bytes(), bodyCut: false },
    requestedAt: new Date('2026-11-29T08:00:00.250Z'),
    expiresAt: new Date('2026-11-29T09:00:00.000Z'),
    ...more,
  });
  return id;
}
