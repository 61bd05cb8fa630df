import { TestClock } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { LatestNonce } from './latest-nonce.ts';

describe('LatestNonce', () => {
  it('is the one that came last, for four minutes', () => {
    const clock = new TestClock();
    const latest = new LatestNonce(clock);
    expect(latest.current).toBeUndefined();
    latest.note('one');
    clock.advance(200_000);
    latest.note('two');
    latest.note(undefined);
    clock.advance(239_999);
    expect(latest.current).toBe('two');
    clock.advance(1);
    expect(latest.current).toBeUndefined();
  });

  it('is none when the clock was set back', () => {
    const clock = new TestClock();
    const latest = new LatestNonce(clock);
    latest.note('one');
    clock.advance(-1);
    expect(latest.current).toBeUndefined();
  });

  it.each(['', 'a b', 'a"b', 'a\\b', 'é', 'n'.repeat(257)])('is not %j', (header) => {
    const latest = new LatestNonce(new TestClock());
    latest.note('one');
    latest.note(header);
    expect(latest.current).toBe('one');
  });
});
