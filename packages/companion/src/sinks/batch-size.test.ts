import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchSize } from './batch-size.ts';

/** How often something is delivered until all of `count` entries are behind, with one of them refused each time it is among them. */
function deliver(count: number, poison: number, most: number) {
  const taken: number[] = [];
  let [next, refusedEnd, attempts] = [0, 0, 0];
  while (next < count) {
    const size = Math.min(batchSize({ next, refusedEnd, most }), count - next);
    attempts += 1;
    const refused = poison >= next && poison < next + size;
    if (refused && size > 1) refusedEnd = next + size;
    else {
      for (let at = next; at < next + size && !refused; at += 1) taken.push(at);
      next += size;
    }
  }
  return { taken, attempts };
}

describe('how many are delivered at once', () => {
  it('finds the one that is refused, and delivers all others in order, in few steps', () => {
    const sizes = fc.record({
      count: fc.integer({ min: 1, max: 3_000 }),
      most: fc.integer({ min: 1, max: 600 }),
      poison: fc.nat(3_500),
    });
    fc.assert(
      fc.property(sizes, ({ count, most, poison }) => {
        const { taken, attempts } = deliver(count, poison, most);
        expect(taken).toEqual(Array.from({ length: count }, (_, index) => index).filter((index) => index !== poison));
        expect(attempts).toBeLessThanOrEqual(Math.ceil(count / most) + 2 * Math.ceil(Math.log2(most + 1)) + 3);
      }),
    );
  });
});
