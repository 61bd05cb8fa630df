import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SallyportError, utf8 } from '@sallyport/core';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ledger } from '../ledger/index.ts';
import { openTestLedger, someFacts } from '../ledger/ledger-fixture.test-support.ts';
import type { Backoff } from '../notices/backoff.ts';
import { type Database, type Statement, schema } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { listDeadLetters, reviveDeadLetters } from './dead-letter-rows.ts';
import { hang, type MemorySink, memorySink } from './memory-sink.test-support.ts';
import { LEASE_MS } from './sink-rows.ts';
import { type SinksOptions, startSinks } from './start-sinks.ts';

const QUICK: Backoff = { attempts: Number.POSITIVE_INFINITY, firstMs: 10, factor: 1, mostMs: 50 };
const numbers = (count: number, first = 0) => Array.from({ length: count }, (_, index) => first + index);

let folder = '';
let server: Postgres;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-sinks-'));
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

describe.each(['pglite', 'postgresql'] as const)('sinks on %s', (kind) => {
  let database: Database;
  let ledger: Ledger;
  let stops: (() => Promise<void>)[] = [];
  let lines: { readonly message: string; readonly fields: object }[] = [];

  beforeAll(async () => {
    const url = kind === 'pglite' ? undefined : await server.createDatabase();
    database = await openTestDatabase({ url, dataDir: join(folder, kind) });
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.orm.execute(sql`truncate ledger_head, ledger_leaf, ledger_tile, session, sink, sink_dead_letter`);
    ledger = await openTestLedger(database);
    [stops, lines] = [[], []];
  });
  afterEach(async () => {
    await Promise.all(stops.map((stop) => stop()));
  });

  const start = (
    sinks: readonly MemorySink[],
    more: Partial<SinksOptions> & { readonly begin?: 'start' | 'now' } = {},
  ) => {
    const { begin = 'start', ...options } = more;
    const log = {
      warn: (message: string, fields: object = {}) => lines.push({ message, fields }),
      error: (message: string, _error?: unknown, fields: object = {}) => lines.push({ message, fields }),
    };
    const opened = sinks.map((sink) => ({ sink, begin }));
    const started = startSinks({ sinks: opened, database, ledger, log, backoff: QUICK, everyMs: 5, ...options });
    const stop = () => started.stop();
    stops.push(stop);
    return stop;
  };
  const append = async (count: number) => {
    for (let left = count; left > 0; left -= 256) {
      await ledger.commit(numbers(Math.min(256, left)).map(() => ({ facts: someFacts() })));
    }
  };
  const rowOf = async (name = 'siem') => {
    const [row] = await database.orm.select().from(schema.sink).where(sql`name = ${name}`);
    return row;
  };
  const until = (check: () => unknown) => vi.waitFor(check, { timeout: 60_000, interval: 10 });
  const caughtUp = (size: number, name = 'siem') =>
    until(async () => expect(await rowOf(name)).toMatchObject({ next: size, holder: null }));
  const dead = async () =>
    (await listDeadLetters(database, { sink: 'siem', from: 0, most: 1_000 })).map(({ index }) => index);

  it('get every entry, in order, no more at once than they take, and what comes later', async () => {
    await append(300);
    const [one, other] = [memorySink({ events: 100 }), memorySink({ name: 'other', bytes: 65_536 })];
    start([one, other]);
    await Promise.all([caughtUp(300), caughtUp(300, 'other')]);
    expect([one.taken(), other.taken()]).toEqual([numbers(300), numbers(300)]);
    expect(one.deliveries.map(({ length }) => length)).toEqual([100, 100, 100]);
    expect(other.deliveries.length).toBeGreaterThan(1);
    await append(2);
    await caughtUp(302);
    expect(one.taken()).toEqual(numbers(302));
  });

  it('begin now where they are to, and go on from where they were', async () => {
    await append(5);
    const sink = memorySink();
    const stop = start([sink], { begin: 'now' });
    await until(rowOf);
    await until(async () => expect(await rowOf()).toMatchObject({ next: 5 }));
    await append(2);
    await caughtUp(7);
    expect(sink.taken()).toEqual([5, 6]);
    await stop();
    expect(sink.closed).toBe(true);
    // Configured away for a while, then back; and the same under another name.
    await append(3);
    const [back, renamed] = [memorySink(), memorySink({ name: 'renamed' })];
    start([back, renamed], { begin: 'start' });
    await Promise.all([caughtUp(10), caughtUp(10, 'renamed')]);
    expect([back.taken(), renamed.taken()]).toEqual([[7, 8, 9], numbers(10)]);
  });

  it.each(['sink_unavailable', 'sink_credential', 'internal'] as const)(
    'that raise %s get it once they work again, and say so meanwhile',
    async (code) => {
      const sink = memorySink();
      sink.error = code;
      await append(3);
      start([sink]);
      await until(async () => expect((await rowOf())?.failures).toBeGreaterThan(3));
      expect(await rowOf()).toMatchObject({ next: 0, error: code, deliveredAt: null });
      expect(lines).toContainEqual({ message: 'sink failed', fields: { sink: 'siem', code, count: 3 } });
      sink.error = undefined;
      await caughtUp(3);
      expect(await rowOf()).toMatchObject({ failures: 0, error: null, deliveredAt: expect.any(Date) });
      expect([sink.taken(), await dead()]).toEqual([numbers(3), []]);
    },
  );

  it('are waited for as long as the other side asks', async () => {
    const sink = memorySink();
    let attempts = 0;
    sink.before = () => {
      attempts += 1;
      throw new SallyportError('sink_unavailable', { retryAfter: 30 });
    };
    await append(1);
    start([sink], { backoff: { ...QUICK, mostMs: 60_000 } });
    await until(async () => expect(await rowOf()).toMatchObject({ failures: 1 }));
    const dueIn = Number((await rowOf())?.dueAt) - Date.now();
    expect(dueIn).toBeGreaterThan(20_000);
    await append(1);
    expect(attempts).toBe(1);
  });

  it('lose one event among 500 that they never take, and nothing else', async () => {
    await append(500);
    const sink = memorySink();
    sink.poison.add(317);
    let attempts = 0;
    sink.before = () => {
      attempts += 1;
    };
    start([sink]);
    await caughtUp(500);
    expect(sink.taken()).toEqual(numbers(500).filter((index) => index !== 317));
    expect(attempts).toBeLessThan(25);
    expect(await listDeadLetters(database, { sink: 'siem', from: 0, most: 10 })).toEqual([
      { index: 317, error: 'sink_refused', diedAt: expect.any(Date), again: false },
    ]);
    expect(lines).toEqual([{ message: 'sink refused event', fields: { sink: 'siem', index: 317 } }]);
  });

  it('that refuse everything give up few, ever slower, and get those too once somebody asks', async () => {
    await append(200);
    const sink = memorySink();
    sink.error = 'sink_refused';
    const slow = { ...QUICK, firstMs: 60_000, mostMs: 60_000 };
    start([sink], { backoff: slow });
    await until(async () => expect(await rowOf()).toMatchObject({ next: 17, failures: 17, holder: null }));
    expect(await dead()).toEqual(numbers(17));
    sink.error = undefined;
    sink.poison.add(3);
    expect(await reviveDeadLetters(database, 'siem')).toBe(17);
    expect(await reviveDeadLetters(database, 'nobody')).toBe(0);
    await database.orm.execute(sql`update sink set due_at = now()`);
    await caughtUp(200);
    expect(await dead()).toEqual([3]);
    expect(sink.taken().toSorted((a, b) => a - b)).toEqual(numbers(200).filter((index) => index !== 3));
    sink.poison.clear();
    expect(await reviveDeadLetters(database, 'siem', 3)).toBe(1);
    await until(async () => expect(await dead()).toEqual([]));
    expect(sink.taken().at(-1)).toBe(3);
  });

  it('pass over an entry that nobody can read, which can be tried again', async () => {
    await append(3);
    await database.orm
      .update(schema.ledgerLeaf)
      .set({ leaf: utf8('of a release to come') })
      .where(sql`index = 1`);
    const sink = memorySink();
    start([sink]);
    await caughtUp(3);
    expect(sink.taken()).toEqual([0, 2]);
    expect(await listDeadLetters(database, { sink: 'siem', from: 0, most: 10 })).toMatchObject([
      { index: 1, error: 'ledger_corrupt' },
    ]);
    expect(await rowOf()).toMatchObject({ failures: 0, error: null });
    await reviveDeadLetters(database, 'siem');
    await until(async () =>
      expect(await listDeadLetters(database, { sink: 'siem', from: 0, most: 1 })).toMatchObject([{ again: false }]),
    );
  });

  it('are one replica’s at a time', async () => {
    let inside = 0;
    let most = 0;
    const replicas = numbers(3).map(() => {
      const sink = memorySink({ events: 10 });
      sink.before = async () => {
        inside += 1;
        most = Math.max(most, inside);
        await new Promise(setImmediate);
        inside -= 1;
      };
      return sink;
    });
    for (const sink of replicas) start([sink]);
    for (const _ of numbers(10)) await append(20);
    await caughtUp(200);
    expect(most).toBe(1);
    expect(replicas.flatMap((sink) => sink.taken()).toSorted((a, b) => a - b)).toEqual(numbers(200));
  });

  it('of a replica that died are taken over, from what it has noted', async () => {
    await append(20);
    const dying = memorySink({ events: 10 });
    dying.before = (events, signal) => (events[0]?.index === 10 ? hang(events, signal) : undefined);
    const stop = start([dying]);
    await until(async () => expect(await rowOf()).toMatchObject({ next: 10 }));
    const other = memorySink();
    start([other]);
    // As if the lease of the dead one were over.
    await database.orm.execute(sql`update sink set held_until = now() - interval '1 second'`);
    await caughtUp(20);
    expect([dying.taken(), other.taken()]).toEqual([numbers(10), numbers(10, 10)]);
    // It wakes up, and moves nothing.
    dying.before = () => undefined;
    await stop();
    expect(await rowOf()).toMatchObject({ next: 20, failures: 0 });
  });

  it('of a process that died are nobody’s, where no other has the database', async () => {
    await append(3);
    await database.orm.insert(schema.sink).values({
      ...{ name: 'siem', next: 1, dueAt: new Date(0) },
      ...{ holder: crypto.randomUUID(), heldUntil: new Date(Date.now() + LEASE_MS) },
    });
    const sink = memorySink();
    start([sink], { alone: true });
    await caughtUp(3);
    expect(sink.taken()).toEqual([1, 2]);
  });

  it('are held for longer while a delivery goes on, and given up by who cannot say so', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    try {
      await append(1);
      const sink = memorySink();
      const seen = Promise.withResolvers<AbortSignal>();
      sink.before = (events, signal) => {
        void seen.resolve(signal);
        return hang(events, signal);
      };
      let gone = false;
      const query = (statement: Statement) => (gone ? Promise.reject(new Error('gone')) : database.query(statement));
      start([sink], { database: { query } });
      const signal = await seen.promise;
      const heldUntil = async () => Number((await rowOf())?.heldUntil);
      const before = await heldUntil();
      vi.advanceTimersByTime(LEASE_MS / 3);
      await until(async () => expect(await heldUntil()).toBeGreaterThan(before));
      expect(signal.aborted).toBe(false);
      gone = true;
      vi.advanceTimersByTime(LEASE_MS);
      await until(() => expect(signal.aborted).toBe(true));
    } finally {
      vi.useRealTimers();
    }
  });

  // The pages are the same on both; this one has so many rows sooner.
  if (kind === 'postgresql')
    it('twenty thousand entries behind catch up page by page', async () => {
      await append(1);
      await database.orm.execute(sql`insert into ledger_leaf (index, event_id, kid, leaf, leaf_hash)
      select at, gen_random_uuid(), kid, leaf, leaf_hash from ledger_leaf, generate_series(1, 19999) as at where index = 0`);
      await database.orm.execute(sql`update ledger_head set size = 20000`);
      const asked: number[] = [];
      const leaves: Ledger['leaves'] = (first, count) => {
        asked.push(count);
        return ledger.leaves(first, count);
      };
      const sink = memorySink();
      start([sink], { ledger: { leaves } });
      const late = { timeout: 100_000, interval: 200 };
      await vi.waitFor(async () => expect(await rowOf()).toMatchObject({ next: 20_000 }), late);
      expect(Math.max(...asked)).toBeLessThanOrEqual(64);
      const taken = sink.taken();
      expect([taken.length, taken.every((index, at) => index === at)]).toEqual([20_000, true]);
      expect(sink.deliveries).toHaveLength(40);
    });

  it('go on once a database that was gone is back', async () => {
    await append(4);
    const sink = memorySink({ events: 2 });
    let gone = true;
    let refused = 0;
    const query = (statement: Statement) => {
      if (!gone) return database.query(statement);
      refused += 1;
      return Promise.reject(new Error('078-05-1120'));
    };
    sink.before = ([first]) => {
      if (first?.index !== 2 || sink.deliveries.length !== 1) return;
      gone = true;
      refused = 0;
    };
    start([sink], { database: { query } });
    await until(() => expect(refused).toBeGreaterThan(2));
    expect(lines).toEqual([{ message: 'ledger unavailable', fields: {} }]);
    gone = false;
    // What was delivered, and could not be noted, comes again.
    await until(() => expect(sink.taken()).toEqual(numbers(4)));
    await until(() => expect(refused).toBeGreaterThan(2));
    gone = false;
    await database.orm.execute(sql`update sink set held_until = now() - interval '1 second'`);
    await caughtUp(4);
    expect(sink.taken()).toEqual([0, 1, 2, 3, 2, 3]);
  });

  it('that hang keep no others waiting, and are cut after the longest time, or when all of it ends', async () => {
    await append(3);
    const [hanging, other] = [memorySink(), memorySink({ name: 'other' })];
    hanging.before = hang;
    const stop = start([hanging, other], { deliveryMs: 100 });
    await caughtUp(3, 'other');
    await until(async () => expect((await rowOf())?.failures).toBeGreaterThan(1));
    expect(await rowOf()).toMatchObject({ error: 'sink_unavailable', next: 0 });
    await stop();
    await stop();
    expect([hanging.closed, other.closed]).toEqual([true, true]);
    const stopped = await rowOf();
    expect(stopped).toMatchObject({ holder: null, next: 0 });
    // What was cut at the end is no failure of the sink's.
    const again = memorySink();
    const entered = Promise.withResolvers<void>();
    again.before = (events, signal) => {
      entered.resolve();
      return hang(events, signal);
    };
    await database.orm.execute(sql`update sink set due_at = now()`);
    const end = start([again]);
    await entered.promise;
    await end();
    expect(await rowOf()).toMatchObject({ failures: stopped?.failures, holder: null, next: 0 });
  });
});
