import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENTITIES, type EventDetails, type EventFacts, PURPOSES, toBase64url, utf8 } from '@sallyport/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClientItem, Ledger, OwnItem } from '../ledger/index.ts';
import { openTestLedger, someFacts } from '../ledger/ledger-fixture.test-support.ts';
import { type Database, schema } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { rebuildSessionIndex } from './rebuild-session-index.ts';

let folder = '';
let database: Database;
let ledger: Ledger;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-rebuild-'));
  database = await openTestDatabase({ dataDir: folder });
  ledger = await openTestLedger(database);
});
afterAll(async () => {
  await ledger.close();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const { sessionIndex, session, eventAbout } = schema;
const snapshot = async () => {
  const { orm } = database;
  return {
    rows: await orm.select().from(sessionIndex).orderBy(sessionIndex.id),
    ended: await orm.select().from(session).orderBy(session.id),
    about: await orm.select().from(eventAbout).orderBy(eventAbout.about, eventAbout.index),
  };
};

const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const counts = fc.dictionary(fc.constantFrom(...ENTITIES), fc.nat(3), { maxKeys: 3 });
const uuid = fc.uuid({ version: 4 });
const CALL = fc.record({
  ending: fc.constantFrom('open', 'success', 'failure', 'unknown', 'denied', 'stranger'),
  subject: optional(fc.string({ unit: 'binary', maxLength: 20 })),
  clientIp: optional(fc.oneof(fc.ipV4(), fc.ipV6())),
  found: optional(counts),
  replaced: optional(counts),
  review: optional(uuid),
  purpose: optional(fc.constantFrom(...PURPOSES)),
  care: optional(fc.uint8Array({ minLength: 32, maxLength: 32 })),
  groups: fc.array(fc.string(), { maxLength: 3 }),
  reads: fc.nat(2),
});
type Call = typeof CALL extends fc.Arbitrary<infer T> ? T : never;

const defined = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined)) as never;

/** Records a call as the door does: the client's intent and ours together, then what becomes of it. */
async function record(call: Call): Promise<void> {
  const sessionId = crypto.randomUUID();
  const review = call.review === undefined ? undefined : ({ id: call.review, kind: 'call' } as const);
  const about: EventDetails = defined({
    ...{ connection: 'openai', operation: 'embeddings.create', correlationId: crypto.randomUUID() },
    ...{ policy: `sha256:${'a'.repeat(64)}`, rule: 'a-rule', found: call.found, purpose: call.purpose, review },
    subjectOfCare: call.care === undefined ? undefined : toBase64url(call.care),
  });
  const who = defined({
    identity: call.subject === undefined ? undefined : { issuer: 'https://login.example/', subject: call.subject },
    clientIp: call.clientIp,
  });
  const facts = (kind: EventFacts['kind'], details: EventDetails, status: EventFacts['status'] = 'success') =>
    someFacts({ kind, status, time: 1_700_000_000_000, ...who, details });
  if (call.ending === 'denied' || call.ending === 'stranger') {
    const kind = call.ending === 'denied' ? 'session.denied' : 'auth.failed';
    const refused = facts(kind, { ...about, error: 'policy_denied' }, 'failure');
    await ledger.commit([{ facts: refused, known: { groups: call.groups } }]);
    return;
  }
  const id = crypto.randomUUID();
  const proof: ClientItem = { id, kid: 'client', time: 0, once: true, leaf: proofBytes(call) };
  const signed = call.replaced === undefined ? [] : [proof];
  const intent: OwnItem = {
    facts: facts('session.intent', {
      ...about,
      sessionId,
      ...(call.replaced === undefined ? {} : { clientIntent: { kid: 'client', id } }),
      recording: { mode: 'redacted', retention: 'standard' },
      bytesOut: 5,
    }),
    session: 'open',
    known: {
      groups: call.groups,
      client: 'app',
      baa: true,
      ...(call.replaced && { replaced: redacted(call.replaced) }),
    },
  };
  await ledger.commit([...signed, intent]);
  for (let n = 0; n < call.reads; n++) await ledger.append(facts('recording.read', { sessionId }));
  if (call.ending === 'open') return;
  const ended: EventDetails = { sessionId, upstreamStatus: 200, bytesBack: 7 };
  await ledger.append(facts('session.outcome', ended, call.ending as EventFacts['status']), { session: 'close' });
}

const redacted = (found: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(found).map(([entity, count]) => [entity, { redact: count }]));

function proofBytes({ replaced = {} }: Call): Uint8Array {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return utf8(
    `${part({ typ: 'dpop+jwt' })}.${part({ jti: crypto.randomUUID(), sallyport: { applied: redacted(replaced) } })}.sig`,
  );
}

describe('rebuildSessionIndex', () => {
  it('makes the very index that was written with the events, whatever they were', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(CALL, { minLength: 1, maxLength: 8 }), async (calls) => {
        for (const call of calls) await record(call);
        const before = await snapshot();
        await rebuildSessionIndex(database);
        expect(await snapshot()).toEqual(before);
      }),
      { numRuns: 20 },
    );
    expect((await snapshot()).rows.length).toBeGreaterThan(10);
  });

  it('mends an index that was changed, and takes away what no event speaks of', async () => {
    const before = await snapshot();
    await database.orm.update(sessionIndex).set({ connection: 'other', subject: 'somebody else', entities: ['SSN'] });
    await database.orm.update(session).set({ status: 'success', error: null });
    await database.orm
      .insert(sessionIndex)
      .values({ id: crypto.randomUUID(), index: 0, openedAt: new Date(), effect: 'allow' });
    await database.orm.delete(eventAbout);
    await rebuildSessionIndex(database);
    const after = await snapshot();
    const kept = ({ effect, entities, ...row }: (typeof after.rows)[number]) => ({
      ...row,
      entities: effect === 'deny' ? [] : entities,
    });
    expect(after.rows.map(kept)).toEqual(before.rows.map(kept));
    expect([after.ended, after.about]).toEqual([before.ended, before.about]);
  });
});
