import { SallyportError, systemClock } from '@sallyport/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SqlRow, Statement } from '../storage/index.ts';
import { ChangeFeed } from './change-feed.ts';

/** A table that a test fills as it likes, in whatever order. */
class FakeTable {
  readonly rows: SqlRow[] = [];
  away = false;
  reads = 0;

  async query({ values: [after, , limit] }: Statement): Promise<readonly SqlRow[]> {
    this.reads += 1;
    if (this.away) throw new Error('connection refused');
    const found = this.rows.filter(({ id }) => Number(id) > Number(after));
    return found.toSorted((a, b) => Number(a.id) - Number(b.id)).slice(0, Number(limit));
  }

  add(...ids: readonly number[]): void {
    for (const id of ids) {
      this.rows.push({ id, kind: 'groups_changed', issuer: 'i', subject: 's', at_ms: 0, expires_ms: 0 });
    }
  }
}

let table: FakeTable;
let told: number[];
let heard: string[];
let feed: ChangeFeed;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval'] });
  [table, told, heard] = [new FakeTable(), [], []];
  feed = new ChangeFeed({
    database: table,
    clock: systemClock,
    log: { error: (message) => heard.push(message) },
    apply: ({ id }) => told.push(id),
    blinded: () => heard.push('blinded'),
    recovered: () => heard.push('recovered'),
    everyMs: 500,
    blindAfterMs: 10_000,
  });
});
afterEach(async () => {
  await feed.stop();
  vi.useRealTimers();
});

describe('ChangeFeed', () => {
  it('tells of each change once, also of one that comes late', async () => {
    table.add(1, 3, 5);
    await feed.start();
    expect(told).toEqual([1, 3, 5]);
    table.add(4, 6);
    await vi.advanceTimersByTimeAsync(500);
    expect(told).toEqual([1, 3, 5, 4, 6]);
    await vi.advanceTimersByTimeAsync(20_000);
    table.add(2);
    await vi.advanceTimersByTimeAsync(500);
    expect(told).toEqual([1, 3, 5, 4, 6, 2]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toEqual([1, 3, 5, 4, 6, 2]);
  });

  it('reads no more of what nothing can come before', async () => {
    table.add(1, 2, 3);
    await feed.start();
    await vi.advanceTimersByTimeAsync(31_000);
    const query = vi.spyOn(table, 'query');
    await vi.advanceTimersByTimeAsync(500);
    expect(query.mock.calls.map(([{ values }]) => values[0])).toEqual([3]);
  });

  it('reads page by page', async () => {
    table.add(...Array.from({ length: 2_500 }, (_, at) => at + 1));
    await feed.start();
    expect(told).toHaveLength(2_500);
    expect(table.reads).toBe(3);
  });

  it('tells of what was made here once', async () => {
    await feed.start();
    table.add(7);
    feed.tell({ id: 7, kind: 'groups_changed', identity: { issuer: 'i', subject: 's' }, at: 0, expiresAt: 0 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told).toEqual([7]);
  });

  it('is blind before it has looked, and when it could not look for too long', async () => {
    expect(feed.blind).toBe(true);
    await feed.start();
    heard.length = 0;
    table.away = true;
    await vi.advanceTimersByTimeAsync(9_500);
    expect([feed.blind, heard]).toEqual([false, []]);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(feed.blind).toBe(true);
    expect(heard.slice(0, 2)).toEqual(['ledger unavailable', 'blinded']);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(heard.filter((one) => one === 'ledger unavailable')).toHaveLength(1);
    table.away = false;
    await vi.advanceTimersByTimeAsync(500);
    expect([feed.blind, heard.at(-1)]).toEqual([false, 'recovered']);
  });

  it('does not start on a database that is away', async () => {
    table.away = true;
    await expect(feed.start()).rejects.toThrow(new SallyportError('ledger_unavailable'));
  });

  it('looks from now on for whoever asks while it looks already, once for all of them', async () => {
    await feed.start();
    const first = feed.look();
    table.add(8);
    const reads = table.reads;
    await Promise.all([first, feed.look(), feed.look(), feed.look()]);
    expect(told).toEqual([8]);
    expect(table.reads).toBe(reads + 1);
  });
});
