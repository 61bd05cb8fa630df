import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utf8 } from '@sallyport/core';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RecordingChange } from '../recordings/recording-change.ts';
import { type Database, type Statement, schema } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import type { Ledger } from './ledger.ts';
import { openTestLedger, sessionFacts, someFacts } from './ledger-fixture.test-support.ts';

const unrecorded = { code: 'recording_unavailable' };

let dataDir = '';
let database: Database;
let ledger: Ledger;
const statements: string[] = [];
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sallyport-recorded-'));
  database = await openTestDatabase({ dataDir });
});
beforeEach(async () => {
  await database.orm.execute(
    sql`truncate ledger_head, ledger_leaf, ledger_tile, session, recording, recording_segment`,
  );
  const query = (statement: Statement) => {
    statements.push(statement.name);
    return database.query(statement);
  };
  ledger = await openTestLedger({ ...database, query });
  statements.length = 0;
});
afterAll(async () => {
  await database.close();
  await rm(dataDir, { recursive: true, force: true });
});

const NOW = new Date(1_795_000_000_000);

function beginning(id: string): readonly RecordingChange[] {
  const row = { mode: 'redacted', retention: 'standard', store: 'database', startedAt: NOW, keepUntil: NOW } as const;
  return [{ begun: { ...row, id, sealedKey: utf8('sealed') } }, segment(id, 0)];
}

const segment = (session: string, index: number): RecordingChange => ({
  part: { kind: 'recording', session, index, bytes: utf8(`segment ${index}`) },
});

const ending = (id: string): readonly RecordingChange[] => [
  segment(id, 1),
  { ended: { id, segments: 2, size: 18, digest: new Uint8Array(32).fill(7), endedAt: NOW, cut: false } },
];

const open = (id: string) =>
  ledger.commit([{ facts: sessionFacts(id, 'session.intent'), session: 'open', recorded: beginning(id) }]);
const close = (id: string) =>
  ledger.commit([{ facts: sessionFacts(id, 'session.outcome'), session: 'close', recorded: ending(id) }]);
const rowOf = async (id: string) =>
  database.orm.query.recording.findFirst({ where: (recording, { eq }) => eq(recording.id, id) });

describe('a commit that takes a recording along', () => {
  it('writes what it begins and ends with in the statement of its events, for all calls that come together', async () => {
    const ids = Array.from({ length: 20 }, () => crypto.randomUUID());
    await Promise.all(ids.map(open));
    expect(statements.splice(0)).toEqual(['sallyport_append_loirs']);
    await Promise.all(ids.map(close));
    expect(statements).toEqual(['sallyport_append_lcse']);
    const rows = await database.orm.select().from(schema.recording);
    expect(rows.map(({ id }) => id).sort()).toEqual(ids.toSorted());
    for (const row of rows) expect(row).toMatchObject({ segments: 2, size: 18, cut: false, endedAt: NOW });
    expect(await database.orm.select().from(schema.recordingSegment)).toHaveLength(40);
  });

  it.each([
    ['was cut meanwhile', sql`update recording set ended_at = now(), cut = true`],
    ['was purged', sql`update recording set purged_at = now()`],
    ['has another segment in its place', sql`insert into recording_segment select id, 1, 'x' from recording`],
    ['is gone', sql`delete from recording`],
  ])('is refused, events and all, where the recording %s, and its neighbours are not', async (_, meanwhile) => {
    const [one, other] = [crypto.randomUUID(), crypto.randomUUID()];
    await open(one);
    await database.orm.execute(meanwhile);
    await open(other);
    const before = await rowOf(one);
    const results = await Promise.allSettled([close(one), ledger.append(someFacts())]);
    expect(results).toMatchObject([{ status: 'rejected', reason: unrecorded }, { status: 'fulfilled' }]);
    expect(await rowOf(one)).toEqual(before);
    expect(await ledger.session(one)).not.toHaveProperty('closedIndex');
    await close(other);
  });

  it('is refused where nothing can be recorded, and the log goes on', async () => {
    await database.orm.execute(sql`alter table recording_segment rename to elsewhere`);
    const id = crypto.randomUUID();
    try {
      await expect(open(id)).rejects.toMatchObject(unrecorded);
      await ledger.append(someFacts());
    } finally {
      await database.orm.execute(sql`alter table elsewhere rename to recording_segment`);
    }
    expect([await rowOf(id), await ledger.session(id)]).toEqual([undefined, undefined]);
    await open(id);
  });

  it('writes neither where the log refuses the event', async () => {
    const id = crypto.randomUUID();
    await open(id);
    await close(id);
    await expect(close(id)).rejects.toMatchObject({ code: 'request_invalid' });
    const never = crypto.randomUUID();
    await expect(
      ledger.commit([{ facts: sessionFacts(never, 'session.outcome'), session: 'close', recorded: beginning(never) }]),
    ).rejects.toMatchObject({ code: 'request_invalid' });
    expect(await rowOf(never)).toBeUndefined();
  });
});
