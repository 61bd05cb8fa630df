import { setImmediate as turn } from 'node:timers/promises';
import { SallyportError } from '@sallyport/core';
import { afterEach, describe, expect, it } from 'vitest';
import { PATIENCE } from '../patience.test-support.ts';
import { openSpool, type Spool, type SpooledEvent } from '../spool/index.ts';
import { someEvent, someEvents, waitingIds } from '../spool/spool-samples.test-support.ts';
import { Delivery, type DeliveryOptions, type DeliveryTiming } from './delivery.ts';
import type { Dispatch } from './send-batch.ts';

const FAST: DeliveryTiming = { soonMs: 5, lookMs: 20, backoffMs: () => 10 };
const NEVER = 1_000_000;
const open: Delivery[] = [];

afterEach(() => Promise.all(open.splice(0).map((delivery) => delivery.close())));

/** A delivery that takes everything, unless told otherwise, and what it sent. */
async function deliver(options: Partial<DeliveryOptions> & { readonly before?: readonly SpooledEvent[] } = {}) {
  const spool = await openSpool({ maxMemoryEvents: 5_000 });
  for (const event of options.before ?? []) await spool.append(event);
  const batches: (readonly SpooledEvent[])[] = [];
  const take: DeliveryOptions['send'] = async (events) => ({ taken: events, refused: [] });
  const send: DeliveryOptions['send'] = (events, signal) => {
    batches.push(events);
    return (options.send ?? take)(events, signal);
  };
  const delivery = new Delivery({ spool, timing: FAST, ...options, send });
  open.push(delivery);
  return { spool, batches, delivery };
}

async function append(spool: Spool, delivery: Delivery, events: readonly SpooledEvent[]): Promise<void> {
  for (const event of events) {
    await spool.append(event);
    delivery.nudge();
  }
}

describe('a delivery', () => {
  it('sends what comes in soon after, together, oldest first', async () => {
    const { spool, batches, delivery } = await deliver({ timing: { ...FAST, soonMs: 500, lookMs: NEVER } });
    const events = someEvents(5);
    await append(spool, delivery, events);
    expect(batches).toEqual([]);
    await expect.poll(() => spool.counts().waiting, PATIENCE).toBe(0);
    expect(batches).toEqual([events]);
  });

  it('does not keep a hundred events waiting for others', async () => {
    const { spool, batches, delivery } = await deliver({ timing: { ...FAST, soonMs: NEVER } });
    await append(spool, delivery, someEvents(99));
    await turn();
    expect(batches).toEqual([]);
    await append(spool, delivery, [someEvent()]);
    await expect.poll(() => spool.counts().waiting, PATIENCE).toBe(0);
  });

  it('sends what was there before, and what turns up without its doing', async () => {
    const { spool } = await deliver({ before: someEvents(3) });
    await expect.poll(() => spool.counts().waiting, PATIENCE).toBe(0);
    await spool.append(someEvent());
    await expect.poll(() => spool.counts().waiting, PATIENCE).toBe(0);
  });

  it('sends no more than 256 events and 512 KiB at once', async () => {
    const { batches, delivery } = await deliver({ before: [...someEvents(600), ...someEvents(20, 60_000)] });
    expect(await delivery.flush()).toBe(true);
    expect(batches.every((batch) => batch.length <= 256 && sizeOf(batch) <= 524_288)).toBe(true);
    expect(batches.flat()).toHaveLength(620);
    expect(batches.length).toBeLessThan(8);
  });

  it('sends one batch at a time, and then what came in meanwhile', async () => {
    let [underWay, most] = [0, 0];
    const { spool, batches, delivery } = await deliver({
      send: async (events) => {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise((resolve) => setTimeout(resolve, 5));
        underWay -= 1;
        return { taken: events, refused: [] };
      },
    });
    for (let round = 0; round < 20; round++) {
      await append(spool, delivery, [someEvent()]);
      await turn();
      if (round % 5 === 0) void delivery.flush();
    }
    expect(await delivery.flush()).toBe(true);
    expect([most, batches.flat().length]).toEqual([1, 20]);
  });

  it.each<[string, () => Promise<Dispatch>]>([
    ['fails', () => Promise.reject(new SallyportError('companion_unreachable'))],
    ['throws what is no error of ours', () => Promise.reject(new TypeError('?'))],
    ['is told to wait', async () => ({ laterMs: 10 })],
  ])('tries again, and again, when it %s', async (_, fail) => {
    let failures = 0;
    const waits: number[] = [];
    const { spool } = await deliver({
      before: someEvents(3),
      timing: {
        ...FAST,
        backoffMs: (after) => {
          waits.push(after);
          return 1;
        },
      },
      send: async (events) => {
        failures += 1;
        return failures < 6 ? fail() : { taken: events, refused: [] };
      },
    });
    await expect.poll(() => spool.counts().waiting, PATIENCE).toBe(0);
    expect(waits).toEqual([1, 2, 3, 4, 5]);
  });

  it('is not made to go sooner by new events while it waits after a failure', async () => {
    let asked = 0;
    const { spool, batches, delivery } = await deliver({
      before: someEvents(1),
      timing: {
        ...FAST,
        backoffMs: () => {
          asked += 1;
          return NEVER;
        },
      },
      send: () => Promise.reject(new SallyportError('companion_unreachable')),
    });
    await expect.poll(() => asked, PATIENCE).toBe(1);
    await append(spool, delivery, someEvents(150));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(batches).toHaveLength(1);
    expect(await delivery.flush()).toBe(false);
    expect(batches).toHaveLength(2);
  });

  it('waits as long as it is told to, when that is longer', async () => {
    const { batches } = await deliver({ before: someEvents(1), send: async () => ({ laterMs: NEVER }) });
    await expect.poll(() => batches.length, PATIENCE).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(batches).toHaveLength(1);
  });

  it('settles what was taken, puts aside what was refused, and goes on', async () => {
    const events = someEvents(10);
    const { spool, delivery } = await deliver({
      before: events,
      send: async (batch) => ({ taken: batch.slice(0, 4), refused: batch.slice(4) }),
    });
    expect(await delivery.flush()).toBe(true);
    expect(spool.counts()).toMatchObject({ waiting: 0, quarantined: 6 });
  });

  it('breaks off when it is closed, and nothing is lost', async () => {
    const events = someEvents(3);
    let told: AbortSignal | undefined;
    const { spool, delivery } = await deliver({
      before: events,
      send: (_, signal) => {
        told = signal;
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new SallyportError('cancelled')));
        });
      },
    });
    await expect.poll(() => told, PATIENCE).toBeDefined();
    await delivery.close();
    expect(told?.aborted).toBe(true);
    delivery.nudge();
    expect(await delivery.flush()).toBe(false);
    expect(await waitingIds(spool)).toEqual(events.map(({ id }) => id).sort());
  });

  it('goes on later when what was under way was broken off', async () => {
    let calls = 0;
    const { spool, delivery } = await deliver({
      before: someEvents(3),
      send: async (events, signal) => {
        calls += 1;
        if (calls > 1) return { taken: events, refused: [] };
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new SallyportError('cancelled')));
        });
      },
    });
    await expect.poll(() => calls, PATIENCE).toBe(1);
    delivery.breakOff();
    await expect.poll(() => spool.counts().waiting, PATIENCE).toBe(0);
  });
});

function sizeOf(events: readonly SpooledEvent[]): number {
  return events.reduce((sum, { jws }) => sum + jws.length, 0);
}
