import { describe, expect, it } from 'vitest';
import { readBounded } from './read-bounded.ts';

describe('readBounded', () => {
  it('reads up to the limit', async () => {
    const { body } = new Response('abc');
    expect(await readBounded(body, { limit: 3, error: 'body_too_large' })).toEqual(Uint8Array.of(97, 98, 99));
    expect(await readBounded(null, { limit: 0, error: 'body_too_large' })).toEqual(new Uint8Array(0));
  });

  it('stops one chunk past the limit, and cancels the stream', async () => {
    let pulled = 0;
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(10));
      },
      cancel: () => {
        cancelled = true;
      },
    });
    await expect(readBounded(endless, { limit: 25, error: 'upstream_too_large' })).rejects.toMatchObject({
      code: 'upstream_too_large',
    });
    expect(pulled).toBeLessThan(6);
    expect(cancelled).toBe(true);
  });
});
