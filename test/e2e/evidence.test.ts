import { join } from 'node:path';
import { flushEvents } from '@sallyport/guard';
import type { LedgerEvent } from '@sallyport/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exchangeFields, exchangeGrant } from '../stack/callers.ts';
import { nativeFailure } from '../stack/native-failure.ts';
import { proofFor } from '../stack/proving.ts';
import { rawCall } from '../stack/raw-call.ts';
import { type ClientIntentLeaf, isEvent, kindOf, type ReadLeaf } from '../stack/read-verified.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const NOTE = 'Patient Maria Delgado, SSN 078-05-1120, seen 03/14/2026.';
const CALL = { model: 'text-embedding-3-small', input: NOTE };

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());

const client = () => stack.client({ spoolFolder: join(stack.folder, 'spool') });
const eventsOf = (leaves: readonly ReadLeaf[], kind: string) =>
  leaves.filter((leaf): leaf is LedgerEvent => isEvent(leaf) && kindOf(leaf) === kind);

describe('the evidence of a call', () => {
  it('is signed by client and companion, and both commit to the same bytes', async () => {
    await client().embeddings.create(CALL);
    expect(await flushEvents()).toBe(true);
    const leaves = await stack.leaves();
    expect(leaves.map(kindOf).slice(-4)).toEqual([
      'client.intent',
      'session.intent',
      'session.outcome',
      'client.outcome',
    ]);
    const [signed] = leaves.filter((leaf): leaf is ClientIntentLeaf => !isEvent(leaf));
    const [intent, outcome, told] = ['session.intent', 'session.outcome', 'client.outcome'].map(
      (kind) => eventsOf(leaves, kind)[0],
    );
    expect(signed?.sallyport?.applied).toMatchObject({ SSN: { redact: 1 } });
    expect(intent?.unmapped.commitments).toMatchObject({ request: signed?.sallyport?.commitment });
    // The outer door found nothing more, so the bytes that came in are those that left.
    expect(outcome?.unmapped.commitments).toMatchObject({ egress: signed?.sallyport?.commitment });
    expect(told?.unmapped.commitments).toEqual({
      request: signed?.sallyport?.commitment,
      reply: outcome?.unmapped.commitments?.reply,
    });
    expect(told?.unmapped.clientIntent).toEqual(intent?.unmapped.clientIntent);
    expect(told?.api).toMatchObject({ request: { uid: intent?.api.request?.uid }, response: { code: 200 } });
    expect(told?.actor).toEqual(intent?.actor);
  });

  it('tells of a call that failed, and of one that never left', async () => {
    const openai = client();
    stack.provider.fail({ kind: 'status', status: 500 });
    await nativeFailure(openai.embeddings.create(CALL));
    await nativeFailure(openai.embeddings.create({ ...CALL, input: [99_999_999] }));
    expect(await flushEvents()).toBe(true);
    const told = eventsOf(await stack.leaves(), 'client.outcome').slice(-2);
    expect(told.map(({ api }) => api.response)).toEqual([{ code: 500 }, { error: 'input_unreadable' }]);
    expect(told[1]?.unmapped).not.toHaveProperty('clientIntent');
  });

  it('has a receipt for its outcome, for its own client alone', async () => {
    const token = await stack.identityProvider.issueToken();
    const grant = await exchangeGrant(stack, exchangeFields(token));
    const { response } = await client().embeddings.create(CALL).withResponse();
    const path = `/v1/sessions/${response.headers.get('sallyport-session')}/receipt`;
    const proof = await proofFor({ method: 'GET', url: `${stack.companion.url}${path}`, grant });
    const headers = { authorization: `DPoP ${grant}`, dpop: proof };
    const answer = await rawCall(stack.companion.url, { method: 'GET', path, headers });
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([404, { code: 'session_unknown' }]);
    const again = await rawCall(stack.companion.url, { method: 'GET', path, headers });
    expect([again.status, JSON.parse(again.body)]).toMatchObject([401, { code: 'proof_replayed' }]);
  });
});

describe('a protection that a client does without', () => {
  it('is in the ledger', async () => {
    const openai = stack.client({ spoolFolder: join(stack.folder, 'other-spool'), dangerouslyAcceptNewLog: true });
    await openai.models.list();
    expect(await flushEvents()).toBe(true);
    const told = eventsOf(await stack.leaves(), 'opt_out');
    expect(told.map(({ unmapped }) => unmapped)).toEqual([{ optOut: 'log_consistency' }]);
  });
});

describe('a large body', () => {
  it('goes through both doors and leaves redacted, committed to and receipted', async () => {
    const input = Array.from(
      { length: 1500 },
      (_, index) => `${index}: ${NOTE} ${'metoprolol 25 mg daily; '.repeat(40)}`,
    );
    stack.provider.clear();
    const { data } = await client().embeddings.create({ ...CALL, input });
    expect(data).toHaveLength(1500);
    const sent = String(stack.provider.requests[0]?.body);
    expect(sent.length).toBeGreaterThan(1_048_576);
    expect(sent).not.toContain('078-05-1120');
    const [outcome] = eventsOf(await stack.leaves(), 'session.outcome').slice(-1);
    expect(outcome).toMatchObject({ status_id: 1, api: { response: { code: 200 } } });
  });
});
