import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identityKey } from './identity.ts';

describe('identityKey', () => {
  it('is one key for one identity, and another for any other', () => {
    const part = fc.oneof(fc.string(), fc.constantFrom('', '"', '","', '\\', 'a', '\ud800', '\udc00', '\ufffd'));
    const identity = fc.record({ issuer: part, subject: part });
    fc.assert(
      fc.property(identity, identity, (one, other) => {
        const same = one.issuer === other.issuer && one.subject === other.subject;
        expect(identityKey(one) === identityKey(other)).toBe(same);
      }),
    );
  });

  it('looks at nothing but issuer and subject', () => {
    const identity = { issuer: 'https://idp.example', subject: 'notes-app' };
    const caller = { ...identity, groups: ['nurses'], means: 'grant' } as const;
    expect(identityKey(caller)).toBe(identityKey(identity));
  });
});
