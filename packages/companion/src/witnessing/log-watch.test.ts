import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { isSallyportError, SallyportError, toBase64url } from '@sallyport/core';
import { checkCosignatures, importEventKeys, type LedgerEvent, verifyEvent } from '@sallyport/ledger';
import { TestClock } from '@sallyport/testkit';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ledgerEventLog } from '../door/event-log.ts';
import { createHalt, type Halt, haltable, type Ledger } from '../ledger/index.ts';
import { openTestLedger, someFacts, testIdentity } from '../ledger/ledger-fixture.test-support.ts';
import { createLog } from '../log/index.ts';
import type { Database } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { checkWitnessed } from './check-witnessed.ts';
import { LogWatch } from './log-watch.ts';
import { signedLog } from './signed-log.ts';
import { openTurns } from './turns.ts';
import { type WitnessDouble, witnessDouble } from './witness-double.test-support.ts';
import { witnessedNote } from './witnessed-note.ts';

const MINUTE = 60_000;
const silent = createLog({ stream: new Writable(), connections: [] });

let folder = '';
let database: Database;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-watch-'));
  database = await openTestDatabase({ dataDir: folder });
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

let clock: TestClock;
let ledger: Ledger;
let halt: Halt;
let witnesses: WitnessDouble[];
let lines: string[];
let parts: ConstructorParameters<typeof LogWatch>[0];
beforeEach(async () => {
  await database.orm.execute(
    sql`truncate ledger_head, ledger_leaf, ledger_tile, session, ledger_witnessed, ledger_watch`,
  );
  [clock, halt, lines] = [new TestClock(), createHalt(), []];
  ledger = haltable(await openTestLedger(database), halt);
  const { keys } = await testIdentity(database);
  const log = signedLog(ledger, keys);
  witnesses = [await witnessDouble(log, 'one.example/w'), await witnessDouble(log, 'two.example/w')];
  const said = (message: string, cause: unknown) => {
    lines.push(isSallyportError(cause) ? `${message}: ${cause.code}` : message);
  };
  parts = {
    ...{ log, database, witnesses, clock, halt, turns: openTurns(database), unwitnessedMs: 15 * MINUTE },
    events: ledgerEventLog(ledger, clock),
    lines: { ...silent, warn: (message, { code } = {}) => void lines.push(`${message}: ${code}`), error: said },
  };
});

const grow = async (count: number) => {
  for (let added = 0; added < count; added++) await ledger.append(someFacts());
};
const heartbeats = async (): Promise<readonly LedgerEvent[]> => {
  const keys = await importEventKeys([(await testIdentity(database)).keys.event.publicKey]);
  const { size } = await parts.log.latest();
  const events: LedgerEvent[] = [];
  for (let index = 0; index < size; index++) events.push(await verifyEvent(await ledger.leaf(index), keys));
  return events.filter(({ metadata }) => metadata.event_code === 'checkpoint.witnessed');
};
/** Puts the log back to what it was when it was copied, as a restored backup would be. */
const backup = async () => {
  const tables = ['ledger_head', 'ledger_leaf', 'ledger_tile', 'ledger_witnessed'];
  for (const table of tables) {
    await database.orm.execute(sql.raw(`drop table if exists kept_${table}`));
    await database.orm.execute(sql.raw(`create table kept_${table} as table ${table}`));
  }
  return async () => {
    for (const table of tables) {
      await database.orm.execute(sql.raw(`truncate ${table}`));
      await database.orm.execute(sql.raw(`insert into ${table} select * from kept_${table}`));
    }
    ledger = haltable(await openTestLedger(database), halt);
    const { keys } = await testIdentity(database);
    parts = { ...parts, log: signedLog(ledger, keys), events: ledgerEventLog(ledger, clock) };
  };
};
const pass = async (watch: LogWatch, milliseconds: number) => {
  clock.advance(milliseconds);
  await watch.tick();
};

describe('the watch of a log', () => {
  it('records one heartbeat each minute with no call at all, of what both witnesses cosigned', async () => {
    await grow(3);
    await checkWitnessed(parts);
    const watch = new LogWatch(parts);
    await pass(watch, 30_000);
    expect(await heartbeats()).toEqual([]);
    const { size, root } = await parts.log.latest();
    for (let minute = 0; minute < 3; minute++) {
      await pass(watch, MINUTE);
      await pass(watch, 100);
    }
    const [first, second, third, ...more] = await heartbeats();
    expect(more).toEqual([]);
    const names = ['one.example/w', 'two.example/w'];
    expect(first?.unmapped).toEqual({ checkpoint: { size, root: toBase64url(root) }, witnesses: names });
    expect(second?.unmapped).toMatchObject({ checkpoint: { size: 4 }, witnesses: names });
    expect(third?.unmapped).toMatchObject({ checkpoint: { size: 5 } });
    const keys = witnesses.map(({ key }) => key);
    const note = await witnessedNote(database, keys);
    expect(await checkCosignatures(note ?? '', keys)).toHaveLength(2);
    expect(note?.split('\n')[1]).toBe('5');
    await watch.end();
    expect(witnesses.map(({ head }) => head.size)).toEqual([6, 6]);
    expect(lines).toEqual([]);
  });

  it('of two replicas has one ask and record', async () => {
    const watches = [new LogWatch(parts), new LogWatch(parts)];
    for (let minute = 0; minute < 4; minute++) {
      clock.advance(MINUTE);
      await Promise.all(watches.map((watch) => watch.tick()));
    }
    expect(await heartbeats()).toHaveLength(4);
    expect(witnesses.map(({ asked }) => asked)).toEqual([4, 4]);
  });

  it('asks by itself, less often, while it never gets a turn', async () => {
    const turnless = { ...parts.turns, take: async () => false };
    const watch = new LogWatch({ ...parts, turns: turnless });
    for (let minute = 0; minute < 16; minute++) await pass(watch, MINUTE);
    expect(witnesses.map(({ asked }) => asked)).toEqual([2, 2]);
    for (const witness of witnesses) witness.down = 'witness_unavailable';
    for (let minute = 0; minute < 16; minute++) await pass(watch, MINUTE);
    expect(watch.refusal()).toBe('witness_unavailable');
    for (const witness of witnesses) witness.down = undefined;
    await pass(watch, 10_001);
    expect(watch.refusal()).toBeUndefined();
    expect(await heartbeats()).toEqual([]);
  });

  it('goes on with a heartbeat of its own where there is no witness', async () => {
    await grow(2);
    parts = { ...parts, witnesses: [] };
    await checkWitnessed(parts);
    const watch = new LogWatch(parts);
    await pass(watch, MINUTE);
    const [only] = await heartbeats();
    expect(only?.unmapped).toEqual({ checkpoint: { size: 2, root: expect.any(String) } });
    expect(only?.status_id).toBe(1);
    await pass(watch, 60 * MINUTE);
    expect(watch.refusal()).toBeUndefined();
  });

  it('refuses calls once no witness has answered for too long, and serves as soon as one does', async () => {
    await checkWitnessed(parts);
    const watch = new LogWatch(parts);
    for (const witness of witnesses) witness.down = 'witness_unavailable';
    for (let minute = 0; minute < 15; minute++) await pass(watch, MINUTE);
    expect(watch.refusal()).toBeUndefined();
    expect(await heartbeats()).toHaveLength(15);
    expect((await heartbeats())[7]).toMatchObject({
      status_id: 2,
      api: { response: { error: 'witness_unavailable' } },
    });
    await pass(watch, 1);
    expect(watch.refusal()).toBe('witness_unavailable');
    const asked = witnesses[1]?.asked ?? 0;
    if (witnesses[1] !== undefined) witnesses[1].down = undefined;
    await pass(watch, 10_000);
    expect(witnesses[1]?.asked).toBe(asked + 1);
    expect(watch.refusal()).toBeUndefined();
    expect(lines).toContain('witness unavailable: witness_unavailable');
    expect(halt.code).toBeUndefined();
  });

  it('of a machine that was asleep refuses until the attempt that is made at once', async () => {
    await checkWitnessed(parts);
    const watch = new LogWatch(parts);
    clock.advance(8 * 3_600_000);
    expect(watch.refusal()).toBe('witness_unavailable');
    await watch.tick();
    expect(watch.refusal()).toBeUndefined();
  });

  it('stands a clock that is set back', async () => {
    const watch = new LogWatch(parts);
    await pass(watch, 10 * MINUTE);
    clock.advance(-60 * MINUTE);
    await watch.tick();
    await pass(watch, MINUTE);
    expect(witnesses.map(({ asked }) => asked)).toEqual([3, 3]);
    for (const witness of witnesses) witness.down = 'witness_unavailable';
    for (let minute = 0; minute < 16; minute++) await pass(watch, MINUTE);
    expect(watch.refusal()).toBe('witness_unavailable');
  });

  it.each([
    ['rolled back', 0, 'log_rolled_back'],
    ['forked by as much', 4, 'log_forked'],
    ['forked by more', 6, 'log_forked'],
  ] as const)('alarms when the database is %s under it, and nothing is appended any more', async (_, added, code) => {
    await grow(5);
    const restore = await backup();
    await grow(4);
    await checkWitnessed(parts);
    await restore();
    await grow(added);
    const watch = new LogWatch(parts);
    const other = new LogWatch({ ...parts, halt: createHalt() });
    await pass(watch, MINUTE);
    expect(watch.refusal()).toBe(code);
    expect(lines).toEqual([`ledger contradicted: ${code}`]);
    await expect(ledger.append(someFacts())).rejects.toMatchObject({ code });
    expect(await heartbeats()).toEqual([]);
    // The other replica hears of it, and whoever starts is refused.
    await other.tick();
    clock.advance(MINUTE);
    await other.tick();
    expect(other.refusal()).toBe(code);
    await expect(checkWitnessed(parts)).rejects.toMatchObject({ code });
  });
});

describe('a start', () => {
  it('is refused where the database holds a checkpoint that its log has not', async () => {
    await grow(5);
    await checkWitnessed(parts);
    const restore = await backup();
    await grow(3);
    await checkWitnessed(parts);
    await database.orm.execute(sql`update kept_ledger_witnessed set note = ledger_witnessed.note
      from ledger_witnessed where ledger_witnessed.witness = kept_ledger_witnessed.witness`);
    await restore();
    for (const witness of witnesses) witness.down = 'witness_unavailable';
    await expect(checkWitnessed(parts)).rejects.toMatchObject({ code: 'log_rolled_back' });
  });

  it('needs one answer of several witnesses, and no contradiction of any', async () => {
    const [one, two] = witnesses;
    if (one === undefined || two === undefined) throw new SallyportError('internal');
    await grow(4);
    one.down = 'witness_unavailable';
    await checkWitnessed(parts);
    two.down = 'witness_invalid';
    await expect(checkWitnessed(parts)).rejects.toMatchObject({ code: 'witness_unavailable' });
    one.down = 'witness_invalid';
    await expect(checkWitnessed(parts)).rejects.toMatchObject({ code: 'witness_invalid' });
    [one.down, two.down, one.knows, two.knows] = [undefined, 'witness_unavailable', false, false];
    const place = 'ledger/witnesses/0: this witness does not know the log of this origin and key';
    await expect(checkWitnessed(parts)).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringContaining(place),
    });
    [two.down, two.knows] = [undefined, true];
    await checkWitnessed(parts);
    [one.knows, one.head] = [true, { size: 99, root: new Uint8Array(32) }];
    await expect(checkWitnessed(parts)).rejects.toMatchObject({ code: 'log_rolled_back' });
    one.head = { size: 4, root: new Uint8Array(32) };
    await expect(checkWitnessed(parts)).rejects.toMatchObject({ code: 'log_forked' });
  });

  it('asks a witness anew whose row somebody wrote over', async () => {
    await grow(4);
    await checkWitnessed(parts);
    await database.orm.execute(sql`update ledger_witnessed set note = 'nothing', size = 99`);
    await grow(2);
    await checkWitnessed(parts);
    expect(witnesses.map(({ head }) => head.size)).toEqual([6, 6]);
  });
});
