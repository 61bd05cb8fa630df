import { generateKeyPairSync } from 'node:crypto';
import type { ReceiptDraft, StandInAnswer } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { BASE, codeOf, embedding, guardedStage } from '../guarded-stage.test-support.ts';
import { outcomesOf } from '../outcomes.test-support.ts';

const stage = guardedStage();
const URL_ = `${BASE}/embeddings`;
const DATA = '{"object":"list","data":[]}';

type Spoil = (draft: ReceiptDraft) => ReceiptDraft | undefined;
const FORGED: readonly (readonly [string, Spoil])[] = [
  ['there is none', () => undefined],
  ['another key signed it', (draft) => ({ ...draft, key: foreignKey() })],
  ['it names a key nobody knows', (draft) => withHeader(draft, { kid: 'A'.repeat(43) })],
  ['it is of the type of an event', (draft) => withHeader(draft, { typ: 'sallyport-event+jws' })],
  ['it is of the type of a proof', (draft) => withHeader(draft, { typ: 'dpop+jwt' })],
  ['it is of the type of a grant', (draft) => withHeader(draft, { typ: 'at+jwt' })],
  ['it is of no type', (draft) => withHeader(draft, { typ: '' })],
  ['it is of another log', (draft) => withPayload(draft, { origin: 'other.example/log' })],
  ['it is for another leaf', (draft) => withPayload(draft, { leaf_hash: 'A'.repeat(43) })],
  ['its place is beyond the tree', (draft) => withPayload(draft, { index: 5, tree_size: 5 })],
  ['its place is none', (draft) => withPayload(draft, { index: -1 })],
  ['it is for several leaves', severalLeaves],
];

describe('an answer with a session', () => {
  it.each(FORGED)('is refused when its receipt does not hold: %s', async (_, spoil) => {
    const guarded = stage.guarded();
    stage.companion.receipts.spoil = spoil;
    const response = await guarded(URL_, embedding('fever'));
    expect([response.status, await codeOf(response)]).toEqual([502, 'receipt_invalid']);
    expect(stage.companion.calls).toHaveLength(1);
    expect(stage.summaries).toMatchObject([{ error: 'receipt_invalid', status: 200, session: expect.any(String) }]);
    stage.companion.receipts.spoil = (draft) => draft;
    expect(await guarded.flush()).toBe(true);
    expect(outcomesOf(stage.companion)).toMatchObject([
      {
        status_id: 2,
        api: { response: { code: 200, error: 'receipt_invalid' }, request: { uid: stage.summaries[0]?.session } },
        unmapped: { commitments: { reply: expect.any(String) }, bytesBack: expect.any(Number) },
      },
    ]);
  });

  it.each(FORGED)('that failed keeps its failure, and the event says so: %s', async (_, spoil) => {
    const guarded = stage.guarded();
    stage.companion.receipts.spoil = spoil;
    stage.companion.answer = () => ({ status: 429, body: '{"error":{"message":"Slow down.","type":"x"}}' });
    const response = await guarded(URL_, embedding('fever'));
    expect([response.status, await response.json()]).toMatchObject([429, { error: { message: 'Slow down.' } }]);
    stage.companion.receipts.spoil = (draft) => draft;
    await guarded.flush();
    expect(outcomesOf(stage.companion)).toMatchObject([{ api: { response: { code: 429, error: 'receipt_invalid' } } }]);
  });

  it('is refused when its leaf stands where the log was complete before', async () => {
    const guarded = stage.guarded();
    await guarded(URL_, embedding('fever'));
    await guarded.flush();
    expect(stage.companion.log.size).toBe(2);
    stage.companion.receipts.spoil = (draft) => withPayload(draft, { index: 1 });
    expect(await codeOf(await guarded(URL_, embedding('cough')))).toBe('receipt_invalid');
  });
});

describe('an answer without a session', () => {
  it.each<[string, StandInAnswer]>([
    ['a success', { body: DATA, refused: true }],
    ['an empty success', { status: 204, body: '', refused: true }],
    ['a success with a session that is none', { body: DATA, refused: true, headers: { 'sallyport-session': 'x' } }],
  ])('is refused when it is %s', async (_, answer) => {
    stage.companion.answer = () => answer;
    expect(await codeOf(await stage.guarded()(URL_, embedding('fever')))).toBe('receipt_invalid');
  });

  it('is passed on when it is a refusal, and its code is in the event', async () => {
    const guarded = stage.guarded();
    stage.companion.answer = () => ({ status: 403, body: '{"code":"identity_not_allowed"}', refused: true });
    expect((await guarded(URL_, embedding('fever'))).status).toBe(403);
    expect(stage.summaries).toMatchObject([{ error: 'identity_not_allowed', status: 403 }]);
    await guarded.flush();
    const [event] = outcomesOf(stage.companion);
    expect(event).toMatchObject({ api: { response: { code: 403, error: 'identity_not_allowed' } } });
    expect(event?.api).not.toHaveProperty('request');
  });
});

function foreignKey() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

function severalLeaves(draft: ReceiptDraft): ReceiptDraft {
  const { leaf_hash: hash } = draft.payload;
  return withPayload(draft, { index: [0, 1], leaf_hash: [hash, hash], tree_size: 9 });
}

function withHeader(draft: ReceiptDraft, header: object): ReceiptDraft {
  return { ...draft, header: { ...draft.header, ...header } };
}

function withPayload(draft: ReceiptDraft, payload: object): ReceiptDraft {
  return { ...draft, payload: { ...draft.payload, ...payload } };
}
