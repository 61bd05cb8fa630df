import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HeldBytes } from './held-bytes.ts';

describe('HeldBytes', () => {
  it('gives the chunks in one piece, and leaves each as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 20 })), (chunks) => {
        const held = new HeldBytes();
        // In memory that goes on behind them, as chunks of a socket do.
        const given = chunks.map((chunk) => Uint8Array.of(...chunk, 1, 2, 3).subarray(0, chunk.length));
        for (const chunk of given) held.append(chunk);
        expect([...held.bytes]).toEqual(chunks.flatMap((chunk) => [...chunk]));
        expect(given.map((chunk) => [...chunk])).toEqual(chunks.map((chunk) => [...chunk]));
        expect(held.length).toBe(held.bytes.length);
      }),
    );
  });

  it('keeps a single chunk without a copy', () => {
    const held = new HeldBytes();
    const chunk = Uint8Array.of(1, 2);
    held.append(chunk);
    expect(held.bytes.buffer).toBe(chunk.buffer);
  });
});
