import { randomBytes } from 'node:crypto';
import { TestClock } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { proofNonces } from './nonces.ts';

const key = randomBytes(32);
const noncesAt = (clock: TestClock, more: object = {}) => proofNonces({ key, clock, required: false, ...more });

describe('proofNonces', () => {
  it('are taken by another replica with the same key, also when its clock is minutes off', () => {
    for (const apart of [-300_000, -1_000, 0, 1_000, 300_000]) {
      expect(noncesAt(new TestClock(apart)).holds(noncesAt(new TestClock(0)).current())).toBe(true);
    }
  });

  it('are taken for ten minutes at most', () => {
    const clock = new TestClock(0);
    const nonces = noncesAt(clock);
    const first = nonces.current();
    clock.set(299_999);
    expect(nonces.current()).toBe(first);
    clock.set(300_000);
    expect(nonces.current()).not.toBe(first);
    expect(nonces.holds(first)).toBe(true);
    clock.set(600_000);
    expect(nonces.holds(first)).toBe(false);
  });

  it.each([
    ['another key', proofNonces({ key: randomBytes(32), clock: new TestClock(0), required: false }).current()],
    ['nothing', ''],
    ['too much', `${noncesAt(new TestClock(0)).current()}A`],
    ['another alphabet', 'é'.repeat(22)],
    ['many bytes', 'x'.repeat(256)],
  ])('are not made of %s', (_, nonce) => {
    expect(noncesAt(new TestClock(0)).holds(nonce)).toBe(false);
  });

  it('are of the characters that a nonce may have', () => {
    expect(noncesAt(new TestClock(0)).current()).toMatch(/^[\w-]{22}$/);
  });
});
