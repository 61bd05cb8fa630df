import { describe, expect, it } from 'vitest';
import { rejection } from './rewrite-request-stream.test-support.ts';
import { stoppable } from './stoppable.ts';
import { untilCancelled } from './until-cancelled.ts';

/** Gives one number, and then nothing for ever; tells when it was let go of. */
function endless() {
  const seen = { released: 0 };
  let given = false;
  const iterator = {
    next: async () => {
      if (given) return new Promise<never>(() => undefined);
      given = true;
      return { value: 1, done: false };
    },
    return: async () => {
      seen.released += 1;
      return { value: undefined, done: true };
    },
  };
  return { seen, source: { [Symbol.asyncIterator]: () => iterator } };
}

describe('stoppable', () => {
  it('ends by itself', async () => {
    const found: number[] = [];
    for await (const item of stoppable(async function* () {
      yield 1;
      yield 2;
    }, undefined))
      found.push(item);
    expect(found).toEqual([1, 2]);
  });

  it('ends when no more is wanted, whether it waits or not', async () => {
    for (const waits of [true, false]) {
      const { seen, source } = endless();
      const iterator = stoppable((signal) => untilCancelled(source, signal), undefined)[Symbol.asyncIterator]();
      expect(await iterator.next()).toEqual({ value: 1, done: false });
      const next = waits ? rejection(iterator.next()) : undefined;
      await iterator.return?.();
      expect(await next).toBe(waits ? 'cancelled' : undefined);
      expect(seen.released).toBe(1);
    }
  });

  it('ends by a signal', async () => {
    const { seen, source } = endless();
    const stop = new AbortController();
    const iterator = stoppable((signal) => untilCancelled(source, signal), stop.signal)[Symbol.asyncIterator]();
    await iterator.next();
    const next = rejection(iterator.next());
    stop.abort();
    expect(await next).toBe('cancelled');
    expect(seen.released).toBe(1);
  });

  it('is iterated once', async () => {
    const items = stoppable(async function* () {}, undefined);
    items[Symbol.asyncIterator]();
    expect(() => items[Symbol.asyncIterator]()).toThrow(expect.objectContaining({ code: 'internal' }));
  });
});
