import { SallyportError } from '@sallyport/core';
import { TestClock } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { Revocations } from './revocations.ts';

const caller = { issuer: 'https://login.example/', subject: 'notes-service' };
const grant = (id: string, expiresAt: number) =>
  ({ id: 1, kind: 'grant_revoked', identity: caller, grantId: id, at: 0, expiresAt }) as const;

describe('Revocations', () => {
  it('takes in no more than it has room for, until some have expired', () => {
    const clock = new TestClock(0);
    const revocations = new Revocations(clock, 3);
    for (const id of ['a', 'b', 'c']) {
      revocations.checkRoom();
      revocations.add(grant(id, id === 'b' ? 1_000 : 9_000));
    }
    expect(() => revocations.checkRoom()).toThrow(new SallyportError('overloaded'));
    clock.set(1_000);
    revocations.checkRoom();
    expect(() => revocations.check({ id: 'a', caller, issuedAt: 0 })).toThrow(new SallyportError('grant_revoked'));
    revocations.check({ id: 'b', caller, issuedAt: 0 });
  });

  it('stays as small as what has not expired', () => {
    const clock = new TestClock(0);
    const revocations = new Revocations(clock, 5_000);
    for (let at = 0; at < 100_000; at += 1) {
      clock.set(at);
      revocations.checkRoom();
      revocations.add(grant(String(at), at + 1_000));
    }
    expect(() => revocations.check({ id: '99000', caller, issuedAt: 0 })).toThrow(new SallyportError('grant_revoked'));
  });

  it('keeps out what has expired', () => {
    const revocations = new Revocations(new TestClock(1_000));
    revocations.add(grant('a', 1_000));
    revocations.check({ id: 'a', caller, issuedAt: 0 });
  });
});
