import { type Identity, SallyportError } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VerifiedIdentity } from '../issuers/index.ts';
import { actClaim, actingChain, readActClaim } from './acting-chain.ts';

const ISSUER = 'https://issuer.example';
const of = (subject: string, issuer = ISSUER): Identity => ({ issuer, subject });
const verified = (subject: string, more: Partial<VerifiedIdentity> = {}): VerifiedIdentity => ({
  caller: { ...of(subject), groups: [] },
  expiresAt: 2_000_000_000,
  ...more,
});
const notAllowed = new SallyportError('actor_not_allowed');

describe('actingChain', () => {
  it('is empty where the subject acts itself', () => {
    expect(actingChain(verified('ada', { mayAct: [of('admin')] }), undefined)).toEqual([]);
  });

  it('puts the actor before those that the subject token names', () => {
    const subject = verified('ada', { mayAct: [of('gateway')], actors: [of('portal'), of('batch')] });
    expect(actingChain(subject, verified('gateway'))).toEqual([of('gateway'), of('portal'), of('batch')]);
    expect(actingChain(subject, undefined)).toEqual([of('portal'), of('batch')]);
  });

  it.each([
    ['nobody may act', verified('ada'), verified('gateway')],
    ['another may act', verified('ada', { mayAct: [of('portal')] }), verified('gateway')],
    [
      'one of another issuer may act',
      verified('ada', { mayAct: [of('gateway', 'https://other.example')] }),
      verified('gateway'),
    ],
    [
      'somebody acts for the actor',
      verified('ada', { mayAct: [of('gateway')] }),
      verified('gateway', { actors: [of('thief')] }),
    ],
    ['the subject itself is the actor', verified('ada'), verified('ada')],
  ])('is none where %s', (_, subject, actor) => {
    expect(() => actingChain(subject, actor)).toThrow(notAllowed);
  });

  it('has five links at most', () => {
    const actors = ['a', 'b', 'c', 'd', 'e'].map((name) => of(name));
    expect(actingChain(verified('ada', { actors }), undefined)).toEqual(actors);
    const subject = verified('ada', { actors, mayAct: [of('gateway')] });
    expect(() => actingChain(subject, verified('gateway'))).toThrow(notAllowed);
    expect(() => actingChain(verified('ada', { actors: [...actors, of('f')] }), undefined)).toThrow(notAllowed);
  });
});

describe('the claim act', () => {
  it('nests as in RFC 8693 §4.1, figure 6', () => {
    const chain = [of('https://service16.example.com'), of('https://service77.example.com')];
    expect(actClaim(chain)).toEqual({
      iss: ISSUER,
      sub: 'https://service16.example.com',
      act: { iss: ISSUER, sub: 'https://service77.example.com' },
    });
    expect(actClaim([])).toBeUndefined();
  });

  it('is read as it was written', () => {
    const chains = fc.array(fc.record({ issuer: fc.webUrl(), subject: fc.string() }), { maxLength: 5 });
    fc.assert(
      fc.property(chains, (chain) => {
        expect(readActClaim(actClaim(chain))).toEqual(chain);
      }),
    );
  });

  it.each([
    ['null', null],
    ['text', 'gateway'],
    ['no issuer', { sub: 'a' }],
    ['no subject', { iss: 'a' }],
    ['a broken link', { iss: 'a', sub: 'b', act: null }],
    ['six links', actClaim(Array(6).fill(of('a')))],
  ])('is none when it is %s', (_, claim) => {
    expect(readActClaim(claim)).toBeUndefined();
  });
});
