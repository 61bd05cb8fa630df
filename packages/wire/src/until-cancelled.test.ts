import { SallyportError } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { rejection } from './rewrite-request-stream.test-support.ts';
import { untilCancelled } from './until-cancelled.ts';

/** A source that tells what is done with it. After `items` it fails, ends or never answers. */
function source(items: readonly number[], after: 'end' | 'fail' | 'hang') {
  const seen = { returned: 0 };
  const rest = [...items];
  const iterator: AsyncIterator<number> = {
    next: async () => {
      const value = rest.shift();
      if (value !== undefined) return { value, done: false };
      if (after === 'fail') throw new SallyportError('temporary_storage');
      return after === 'end' ? { value: undefined, done: true } : new Promise<never>(() => undefined);
    },
    return: async () => {
      seen.returned += 1;
      return { value: undefined, done: true };
    },
  };
  return { seen, iterable: { [Symbol.asyncIterator]: () => iterator } };
}

async function all(iterable: AsyncIterable<number>): Promise<number[]> {
  const found: number[] = [];
  for await (const item of iterable) found.push(item);
  return found;
}

describe('untilCancelled', () => {
  it('gives what the source gives', async () => {
    const { iterable, seen } = source([1, 2, 3], 'end');
    expect(await all(untilCancelled(iterable, new AbortController().signal))).toEqual([1, 2, 3]);
    expect(seen.returned).toBe(0);
  });

  it('lets go of the source when no more is wanted', async () => {
    const { iterable, seen } = source([1, 2, 3], 'hang');
    for await (const item of untilCancelled(iterable, new AbortController().signal)) if (item === 2) break;
    expect(seen.returned).toBe(1);
  });

  it('passes on what the source throws', async () => {
    const { iterable } = source([1], 'fail');
    expect(await rejection(all(untilCancelled(iterable, new AbortController().signal)))).toBe('temporary_storage');
  });

  it('ends while the source never answers, and lets go of it', async () => {
    const { iterable, seen } = source([1], 'hang');
    const stop = new AbortController();
    const found: number[] = [];
    const work = (async () => {
      for await (const item of untilCancelled(iterable, stop.signal)) {
        found.push(item);
        setImmediate(() => stop.abort());
      }
    })();
    expect(await rejection(work)).toBe('cancelled');
    expect([found, seen.returned]).toEqual([[1], 1]);
  });

  it('ends at once when it is cancelled before', async () => {
    const { iterable, seen } = source([1], 'end');
    expect(await rejection(all(untilCancelled(iterable, AbortSignal.abort())))).toBe('cancelled');
    expect(seen.returned).toBe(1);
  });

  it('does not say what goes wrong when it lets go', async () => {
    const iterator = {
      next: async () => ({ value: 1, done: false }),
      return: () => Promise.reject(new SallyportError('internal')),
    };
    const iterable = { [Symbol.asyncIterator]: () => iterator };
    const found: number[] = [];
    for await (const item of untilCancelled(iterable, new AbortController().signal)) {
      found.push(item);
      break;
    }
    expect(found).toEqual([1]);
  });
});
