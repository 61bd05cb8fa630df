import { SallyportError } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import type { VerifiedIdentity } from '../issuers/index.ts';
import type { VerifiedProof } from '../proof/verify-proof.ts';
import { presentTokens } from './present-tokens.ts';

const proof = { publicKey: { kid: 'key' } } as VerifiedProof;
const identity = (more: Partial<VerifiedIdentity> = {}): VerifiedIdentity => ({
  caller: { issuer: 'https://issuer.example', subject: 'ada', groups: [] },
  expiresAt: 2_000_000_000,
  ...more,
});

function parts() {
  const bound: unknown[] = [];
  const used = new Map<string, number>();
  return {
    bound,
    used,
    subjectTokens: {
      bind: async (token: string, key: object) => void bound.push([token, key]),
      forget: async () => undefined,
    },
    access: {
      useOnce: async (input: string, expiresAt: number) => {
        const first = !used.has(input);
        used.set(input, expiresAt);
        return first;
      },
    },
  };
}

describe('presentTokens', () => {
  it('binds the tokens of subject and actor to the key that presents them', async () => {
    const given = parts();
    await presentTokens(given, {
      subjectToken: { token: 'subject', type: 'jwt' },
      identity: identity(),
      actorToken: { token: 'actor', type: 'jwt' },
      actor: identity({ expiresAt: 5 }),
      proof,
    });
    expect(given.bound).toEqual([
      ['subject', { kid: 'key', expiresAt: 2_000_000_000 }],
      ['actor', { kid: 'key', expiresAt: 5 }],
    ]);
  });

  it('takes an assertion once, however it is written', async () => {
    const given = parts();
    const present = (token: string, tokenId: string, issuer = 'https://issuer.example') =>
      presentTokens(given, {
        subjectToken: { token, type: 'saml2' },
        identity: identity({ once: true, tokenId, caller: { issuer, subject: 'ada', groups: [] } }),
        actor: undefined,
        proof,
      });
    await present('one', 'id-1');
    await expect(present('the same in other words', 'id-1')).rejects.toThrow(new SallyportError('token_replayed'));
    await present('two', 'id-2');
    await present('one', 'id-1', 'https://other.example');
    expect([given.bound, [...given.used.values()]]).toEqual([[], Array(3).fill(2_000_000_000)]);
  });
});
