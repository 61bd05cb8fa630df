import { SallyportError } from '@sallyport/core';
import { TestClock } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { clientSigner } from './proof-fixture.test-support.ts';
import { SeenProofs } from './seen-proofs.ts';

const { publicKey } = await clientSigner();
const other = (await clientSigner()).publicKey;
const replayed = new SallyportError('proof_replayed');

describe('SeenProofs', () => {
  it('takes each proof once, as long as it could be used', () => {
    const clock = new TestClock(0);
    const seen = new SeenProofs(clock);
    seen.take({ publicKey, id: 'a' });
    seen.take({ publicKey: other, id: 'a' });
    for (const time of [0, 60_000, 75_000]) {
      clock.set(time);
      expect(() => seen.take({ publicKey, id: 'a' })).toThrow(replayed);
    }
    clock.set(76_000);
    seen.take({ publicKey, id: 'a' });
    expect(() => seen.take({ publicKey, id: 'a' })).toThrow(replayed);
  });

  it('takes no more than it can remember, until some have expired', () => {
    const clock = new TestClock(0);
    const seen = new SeenProofs(clock, 3);
    for (const id of ['a', 'b', 'c']) seen.take({ publicKey, id });
    expect(() => seen.take({ publicKey, id: 'd' })).toThrow(new SallyportError('overloaded'));
    expect(() => seen.take({ publicKey, id: 'a' })).toThrow(replayed);
    clock.set(76_000);
    seen.take({ publicKey, id: 'd' });
  });
});
