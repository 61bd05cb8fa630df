import { SallyportError } from '@sallyport/core';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { TEST_ROOT_KEY } from '../../ledger/ledger-fixture.test-support.ts';
import { rootKeyWrapper } from '../../secrets/index.ts';
import { type Database, openDatabase } from '../../storage/index.ts';
import { openReviewKeys, type ReviewKeys } from '../review-keys.ts';
import {
  DEMAND,
  raised,
  type SomeReplica,
  type SomeReplicaParts,
  setReview,
  someCall,
  someCaller,
  someReplica,
} from './calls-fixture.test-support.ts';
import { reviewWaiter } from './review-waiter.ts';

const HELD = { ...DEMAND, hold: 600 };

let server: Postgres;
let database: Database;
let keys: ReviewKeys;
beforeAll(async () => {
  server = await startPostgres();
  database = await openDatabase({ url: await server.createDatabase(), dataDir: '' });
  keys = await openReviewKeys({ database, wrapper: rootKeyWrapper(TEST_ROOT_KEY) });
});
afterAll(async () => {
  await database.close();
  await server.stop();
});

const open = (more: Partial<SomeReplica> = {}) => someReplica({ database, keys, ...more });

/** The review that a replica asked for last, once it can be read: its notice is queued before its transaction ends. */
async function askedFor({ notices, store }: SomeReplicaParts): Promise<string> {
  await vi.waitFor(() => expect(notices).not.toEqual([]));
  const id = notices.at(-1)?.review ?? '';
  await vi.waitFor(async () => expect(await store.find(id)).toBeDefined());
  return id;
}

describe('a call that is held', () => {
  it('goes on when another replica approves it', async () => {
    const here = open();
    const held = here.calls.approve(someCall({ demand: HELD }));
    const id = await askedFor(here);
    await setReview(database, id, { state: 'approved' });
    expect((await held).review.id).toBe(id);
    expect((await here.store.find(id))?.state).toBe('used');
  });

  it('goes on at once when it is decided here', async () => {
    const slow = open();
    const held = slow.calls.approve(someCall({ demand: HELD }));
    const id = await askedFor(slow);
    await setReview(database, id, { state: 'approved' });
    slow.waiter.wake(id);
    expect((await held).review.id).toBe(id);
  });

  it.each([
    ['rejected', { state: 'rejected' }, 'review_rejected'],
    ['expired', { state: 'expired' }, 'review_expired'],
    ['cancelled', { state: 'cancelled' }, 'review_cancelled'],
    ['revoked', { state: 'cancelled', revokedAt: 1_767_323_045_000 }, 'review_revoked'],
  ] as const)('is refused when its review is %s', async (_, to, code) => {
    const here = open();
    const held = raised(here.calls.approve(someCall({ demand: HELD })));
    await setReview(database, await askedFor(here), to);
    expect((await held).code).toBe(code);
  });

  it('is refused when the time of its review is over, whatever the database says', async () => {
    const here = open();
    const held = raised(here.calls.approve(someCall({ demand: HELD })));
    const id = await askedFor(here);
    here.clock.advance(DEMAND.expiresIn * 1000);
    expect((await held).code).toBe('review_expired');
    expect((await here.store.find(id))?.state).toBe('expired');
  });

  it('is told where its review is when it was held for as long as it is held', async () => {
    const here = open();
    const error = await raised(here.calls.approve(someCall({ demand: { ...DEMAND, hold: 0.05 } })));
    expect(error).toMatchObject({ code: 'review_required', details: { review: { state: 'pending' } } });
  });

  it.each(['respond-async', 'wait=5, Respond-Async', 'respond-async;x=y'])(
    'is not held whose caller prefers %s',
    async (prefer) => {
      const here = open();
      expect((await raised(here.calls.approve(someCall({ demand: HELD, headers: { prefer } })))).code).toBe(
        'review_required',
      );
    },
  );

  it('is not held when as many are held as may be, or wait', async () => {
    for (const bounds of [{ held: 1 }, { waiting: 1 }]) {
      const here = open(bounds);
      const leaving = new AbortController();
      const held = raised(here.calls.approve(someCall({ demand: HELD, signal: leaving.signal })));
      await askedFor(here);
      expect((await raised(here.calls.approve(someCall({ demand: HELD })))).code).toBe('review_required');
      leaving.abort(new SallyportError('cancelled'));
      expect((await held).code).toBe('cancelled');
      const [asked] = [here.notices.length];
      const next = here.calls.approve(someCall({ demand: HELD }));
      await vi.waitFor(() => expect(here.notices.length).toBeGreaterThan(asked));
      await setReview(database, await askedFor(here), { state: 'approved' });
      await next;
    }
  });

  it('ends for the reason for which its caller loses the right to it', async () => {
    const here = open();
    const ending = new AbortController();
    const held = raised(here.calls.approve(someCall({ demand: HELD, signal: ending.signal })));
    const id = await askedFor(here);
    ending.abort(new SallyportError('grant_revoked'));
    expect((await held).code).toBe('grant_revoked');
    expect((await here.store.find(id))?.state).toBe('pending');
  });

  it('ends at once when the service closes, and is held again elsewhere', async () => {
    const [here, there] = [open(), open()];
    const caller = someCaller();
    const held = raised(here.calls.approve(someCall({ caller, demand: HELD })));
    const id = await askedFor(here);
    here.waiter.close();
    expect(await held).toMatchObject({ code: 'shutting_down', retry: true });
    const again = there.calls.approve(someCall({ caller, demand: HELD }));
    await setReview(database, id, { state: 'approved' });
    expect((await again).review.id).toBe(id);
  });

  it('makes no query while nobody waits, and one for all who do', async () => {
    const asked: number[] = [];
    const here = open();
    const store = {
      settled: async (ids: readonly string[]) => {
        asked.push(ids.length);
        return [];
      },
    };
    const waiter = reviewWaiter({ store, clock: here.clock, most: 4, everyMs: 5 });
    const { signal } = new AbortController();
    const ids = [crypto.randomUUID(), crypto.randomUUID()];
    const waits = ids.map((id) => waiter.wait(id, { forMs: 60_000, signal }));
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(1));
    expect(new Set(asked)).toEqual(new Set([2]));
    for (const id of ids) waiter.wake(id);
    await Promise.all(waits);
    const looks = asked.length;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(asked.length).toBeLessThanOrEqual(looks + 1);
  });

  it('goes on waiting while the database is away', async () => {
    const here = open();
    let fails = 3;
    const store = {
      settled: async (ids: readonly string[]) => {
        fails -= 1;
        if (fails >= 0) throw new SallyportError('ledger_unavailable');
        return ids;
      },
    };
    const waiter = reviewWaiter({ store, clock: here.clock, most: 4, everyMs: 5 });
    await waiter.wait(crypto.randomUUID(), { forMs: 60_000, signal: new AbortController().signal });
    expect(fails).toBe(-1);
  });
});
