import { ENTITIES, OPERATORS, systemClock, toBase64url } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateSigner } from '../signing/generate-signer.ts';
import { outcomeRoom, signClientEvent } from './client-event.ts';

const MOST = 1_000_000_000;
const counts = Object.fromEntries(ENTITIES.map((entity) => [entity, MOST]));
const operators = Object.fromEntries(OPERATORS.map((operator) => [operator, MOST]));
const hash = toBase64url(new Uint8Array(32));

describe('the room for an outcome', () => {
  it('is enough for the longest there can be, whoever acts', async () => {
    const signer = generateSigner();
    const details = {
      correlationId: crypto.randomUUID(),
      sessionId: crypto.randomUUID(),
      connection: 'c'.repeat(63),
      operation: 'chat.completions.create',
      clientIntent: { kid: signer.kid, id: crypto.randomUUID() },
      upstreamStatus: 599,
      error: 'content_type_unsupported',
      found: counts,
      masked: counts,
      applied: Object.fromEntries(ENTITIES.map((entity) => [entity, operators])),
      bytesOut: Number.MAX_SAFE_INTEGER,
      bytesBack: Number.MAX_SAFE_INTEGER,
      commitments: { request: hash, reply: hash },
    } as const;
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 300 }), async (a, b) => {
        const identity = { issuer: a, subject: b };
        const stamp = { signer, identity, clock: systemClock };
        const { jws } = await signClientEvent({ kind: 'client.outcome', status: 'failure', details }, stamp);
        expect(jws.length).toBeLessThanOrEqual(outcomeRoom(identity));
      }),
      { numRuns: 30 },
    );
  });
});
