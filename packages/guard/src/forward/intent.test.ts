import { createHash, createHmac } from 'node:crypto';
import { hashLeaf, parseProof } from '@sallyport/ledger';
import { TestClock } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { BASE, codeOf, embedding, guardedStage } from '../guarded-stage.test-support.ts';

const stage = guardedStage();
const URL_ = `${BASE}/embeddings`;
const NOTE = 'SSN: 078-05-1120 is on file, and 219-09-9999 as well.';
const HOUR_MS = 3_600_000;
const refusal = (code: string) => ({ status: 401, body: `{"code":"${code}"}`, refused: true });

/** The proofs that were sent with calls. */
const proofs = () => stage.companion.calls.map(({ headers }) => String(headers.dpop));

describe('the intent of a call', () => {
  it('is in its proof: what was done, a commitment to the bytes, and for which request and grant', async () => {
    const correlation = '00000000-0000-4000-8000-00000000000a';
    const headers = { 'content-type': 'application/json', 'sallyport-correlation': correlation };
    const path = '/deployments/d1/embeddings';
    await stage.guarded()(`${BASE}${path}?api-version=2024-10-21`, embedding(NOTE, { headers }));
    const [call] = stage.companion.calls;
    const salt = Buffer.from(String(call?.headers['sallyport-salt']), 'base64url');
    expect(parseProof(String(call?.headers.dpop))).toMatchObject({
      htm: 'POST',
      htu: `${stage.companion.url}/c/openai${path}`,
      iat: Math.floor(stage.clock.now() / 1000),
      ath: createHash('sha256').update(String(stage.companion.grants[0])).digest('base64url'),
      intent: {
        correlationId: correlation,
        commitment: createHmac('sha256', salt)
          .update(call?.body ?? '')
          .digest('base64url'),
        applied: { SSN: { redact: 2 } },
      },
    });
    expect(stage.companion.refusals).toEqual([]);
    expect(stage.companion.log.leaves[0]?.toString()).toBe(call?.headers.dpop);
  });

  it('commits to no bytes where there is no body', async () => {
    expect((await stage.guarded()(`${BASE}/models`)).status).toBe(200);
    const [call] = stage.companion.calls;
    const salt = Buffer.from(String(call?.headers['sallyport-salt']), 'base64url');
    const commitment = createHmac('sha256', salt).digest('base64url');
    expect(parseProof(String(call?.headers.dpop))).toMatchObject({ htm: 'GET', intent: { commitment, applied: {} } });
  });

  it('is made afresh for each attempt, with another salt', async () => {
    stage.companion.answer = (_, serial) => (serial === 1 ? refusal('token_expired') : {});
    await stage.guarded()(URL_, embedding(NOTE));
    const [first, second] = proofs().map((proof) => parseProof(proof));
    expect(first).not.toMatchObject({ jti: Object(second).jti });
    expect(first).not.toMatchObject({ intent: { commitment: Object(second).intent.commitment } });
    const salts = stage.companion.calls.map(({ headers }) => headers['sallyport-salt']);
    expect(new Set(salts).size).toBe(2);
    expect(stage.companion.refusals).toEqual([]);
  });
});

describe('a call that the companion refuses', () => {
  it.each([
    ['fast', 3 * HOUR_MS],
    ['slow', -20 * HOUR_MS],
  ])('for its time is made again once the clock is set: it was %s', async (_, offset) => {
    const clock = new TestClock(stage.clock.now());
    const guarded = stage.guarded({ clock });
    expect((await guarded(URL_, embedding('fever'))).status).toBe(200);
    clock.advance(offset);
    expect((await guarded(URL_, embedding('cough'))).status).toBe(200);
    expect((await guarded(URL_, embedding('rash'))).status).toBe(200);
    expect(stage.companion.refusals).toEqual(['proof_time']);
  });

  it('is made again after a wrong clock and an expired grant, and no more', async () => {
    stage.companion.answer = (_, serial) => refusal(serial % 2 === 1 ? 'proof_time' : 'token_expired');
    expect(await codeOf(await stage.guarded()(URL_, embedding('x')))).toBe('proof_time');
    expect(stage.companion.calls).toHaveLength(3);
  });

  it.each(['proof_replayed', 'proof_key', 'proof_target', 'salt_reused'])('with %s is not', async (code) => {
    stage.companion.answer = () => refusal(code);
    expect(await codeOf(await stage.guarded()(URL_, embedding('x')))).toBe(code);
    expect(stage.companion.calls).toHaveLength(1);
    expect(stage.summaries).toMatchObject([{ error: code, status: 401 }]);
  });

  it('for its nonce is made again with the one it gives: the same bytes, salt and commitment under a new proof', async () => {
    const guarded = stage.guarded();
    await guarded(URL_, embedding('fever'));
    stage.companion.nonce = 'one';
    expect((await guarded(URL_, embedding(NOTE))).status).toBe(200);
    const [, first, second] = stage.companion.calls;
    const [, one, two] = proofs().map((proof) => parseProof(proof));
    expect(one).not.toHaveProperty('nonce');
    expect(two).toEqual({ ...Object(one), nonce: 'one', jti: Object(two).jti, text: Object(two).text });
    expect(Object(two).jti).not.toBe(Object(one).jti);
    expect(second?.body).toEqual(first?.body);
    expect(second?.headers['sallyport-salt']).toBe(first?.headers['sallyport-salt']);
    expect(stage.companion.refusals).toEqual(['proof_nonce']);
    expect(stage.companion.log.leaves.slice(-1)[0]?.toString()).toBe(second?.headers.dpop);
  });

  it('for its nonce is not made a third time', async () => {
    const guarded = stage.guarded();
    await guarded(URL_, embedding('fever'));
    stage.companion.nonce = 'no nonce at all';
    expect(await codeOf(await guarded(URL_, embedding('x')))).toBe('proof_nonce');
    expect(stage.companion.refusals).toEqual(['proof_nonce', 'proof_nonce']);
  });

  it('is not made again when a session was opened: the provider has seen it', async () => {
    stage.companion.answer = () => ({ ...refusal('token_expired'), refused: false });
    expect((await stage.guarded()(URL_, embedding('x'))).status).toBe(401);
    expect(stage.companion.calls).toHaveLength(1);
  });
});

describe('the leaf of an intent', () => {
  it('is what the receipt names', async () => {
    await stage.guarded()(URL_, embedding('x'));
    const [leaf] = stage.companion.log.leaves;
    expect(hashLeaf(new Uint8Array(leaf ?? []))).toHaveLength(32);
    expect(proofs()).toEqual([leaf?.toString()]);
  });
});
