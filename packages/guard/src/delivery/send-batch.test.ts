import { generateKeyPairSync } from 'node:crypto';
import { systemClock, toBase64url, utf8 } from '@sallyport/core';
import { hashLeaf } from '@sallyport/ledger';
import { type CompanionStandIn, type ReceiptDraft, startCompanionStandIn } from '@sallyport/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CompanionClient } from '../companion/companion-client.ts';
import { CompanionHttp } from '../companion/companion-http.ts';
import { CorrectedClock } from '../companion/corrected-clock.ts';
import { signClientEvent } from '../evidence/client-event.ts';
import { someToken } from '../guarded-calls.test-support.ts';
import { logReader } from '../log/fetch-log.ts';
import { type KnownLog, knownLog } from '../log/known-log.ts';
import { generateSigner } from '../signing/generate-signer.ts';
import type { SpooledEvent } from '../spool/index.ts';
import { sendBatch } from './send-batch.ts';

const identity = { issuer: 'https://idp.example', subject: 'notes-app' };
const { signal } = new AbortController();
let companion: CompanionStandIn;
let client: CompanionClient;
let log: KnownLog;

beforeEach(async () => {
  companion = await startCompanionStandIn();
  const http = new CompanionHttp(new URL(companion.url), { timeoutMs: 3_000 });
  const clock = new CorrectedClock(systemClock);
  client = new CompanionClient({
    http,
    connection: 'openai',
    tokenSource: { getToken: async () => someToken() },
    clock,
  });
  const trust = await logReader(http).trust();
  log = await knownLog({ trust, logKeys: trust.logKeys });
});
afterEach(() => companion.close());

/** Events of this process. */
async function events(count: number): Promise<SpooledEvent[]> {
  const { signer } = await client.grant();
  const facts = { kind: 'client.outcome', status: 'success', details: { connection: 'openai' } } as const;
  const stamp = { signer, identity, clock: systemClock };
  return Promise.all(Array.from({ length: count }, () => signClientEvent(facts, stamp)));
}

const send = (batch: readonly SpooledEvent[]) =>
  sendBatch(batch, { client, identity, logKnowing: async () => log, signal });
const failure = (call: Promise<unknown>) => call.catch((cause: unknown) => cause);
const leafHashOf = ({ jws }: SpooledEvent) => toBase64url(hashLeaf(utf8(jws)));

describe('a batch', () => {
  it('is taken when the receipt names every event of it, in order', async () => {
    const batch = await events(30);
    const dispatch = await send(batch);
    const leafHash = leafHashOf(batch[29] as SpooledEvent);
    expect(dispatch).toEqual({ taken: batch, refused: [], promised: { index: 29, leafHash, treeSize: 30 } });
    expect(companion.events).toEqual(batch.map(({ jws }) => jws));
    expect(companion.refusals).toEqual([]);
  });

  it('may be sent again, in part and in another order', async () => {
    const batch = await events(5);
    await send(batch);
    const again = [...batch.slice(2), ...(await events(1))].reverse();
    expect(await send(again)).toMatchObject({ taken: again, refused: [] });
    expect(companion.events).toHaveLength(6);
  });

  it('of one event has a receipt of one leaf', async () => {
    const [event] = await events(1);
    expect(await send([event as SpooledEvent])).toMatchObject({ taken: [event], promised: { index: 0 } });
  });

  it('is parted into what the companion takes and what it never will', async () => {
    const [good, other] = await events(2);
    const stamp = { signer: generateSigner(), identity, clock: systemClock };
    const facts = { kind: 'opt_out', status: 'success', details: {} } as const;
    const stranger = await signClientEvent(facts, stamp);
    const { signer } = await client.grant();
    const foreign = await signClientEvent(facts, { ...stamp, signer, identity: { ...identity, subject: 'ben' } });
    const batch = [stranger, good, foreign, other].map((event) => event as SpooledEvent);
    expect(await send(batch)).toMatchObject({ taken: [good, other], refused: [stranger, foreign] });
    expect(await send([stranger])).toEqual({ taken: [], refused: [stranger] });
  });

  it.each<[string, (draft: ReceiptDraft) => ReceiptDraft | undefined]>([
    ['no receipt', () => undefined],
    ['one signed with another key', (draft) => ({ ...draft, key: foreignKey() })],
    ['one of a key it does not know', (draft) => withHeader(draft, { kid: 'A'.repeat(43) })],
    ['one of another type', (draft) => withHeader(draft, { typ: 'sallyport-event+jws' })],
    ['one of the type of a proof', (draft) => withHeader(draft, { typ: 'dpop+jwt' })],
    ['one of the type of a grant', (draft) => withHeader(draft, { typ: 'at+jwt' })],
    ['one of another log', (draft) => withPayload(draft, { origin: 'other.example/log' })],
    [
      'one for other leaves',
      (draft) => withPayload(draft, { leaf_hash: ['A', 'B', 'C'].map((one) => one.repeat(43)) }),
    ],
    ['one for other places', (draft) => withPayload(draft, { index: [7, 8, 9], tree_size: 10 })],
    ['one in another order', (draft) => withPayload(draft, reversed(draft))],
    ['one for fewer', (draft) => withPayload(draft, { index: [0, 1], leaf_hash: hashes(draft).slice(0, 2) })],
    ['one that repeats an event', (draft) => withPayload(draft, { index: [0, 1, 1] })],
    ['one for places beyond the tree', (draft) => withPayload(draft, { tree_size: 2 })],
  ])('is not taken with %s', async (_, spoil) => {
    companion.receipts.spoil = spoil;
    expect(await failure(send(await events(3)))).toMatchObject({ code: 'receipt_invalid' });
  });

  it.each<[string, (results: readonly object[]) => unknown]>([
    ['too few', (results) => results.slice(1)],
    ['too many', (results) => [...results, ...results]],
    ['none', () => undefined],
    ['an error that is none', (results) => [{ error: 'quota_exceeded' }, ...results.slice(1)]],
    ['an error and a place', (results) => [{ ...results[0], error: 'no' }, ...results.slice(1)]],
    ['a place that is none', (results) => [{ ...results[0], index: -0.5 }, ...results.slice(1)]],
    ['null', (results) => [null, ...results.slice(1)]],
  ])('is not taken when the answer has %s of results', async (_, change) => {
    const batch = await events(3);
    const results = batch.map((event, index) => ({ index, leaf_hash: leafHashOf(event) }));
    companion.control = ({ path }) =>
      path === '/v1/events' ? { body: JSON.stringify({ results: change(results) }) } : undefined;
    expect(await failure(send(batch))).toMatchObject({ code: 'companion_invalid' });
  });

  it('is not taken, nor refused, when the receipt for its neighbour does not hold', async () => {
    companion.receipts.spoil = () => undefined;
    const facts = { kind: 'opt_out', status: 'success', details: {} } as const;
    const stranger = await signClientEvent(facts, { signer: generateSigner(), identity, clock: systemClock });
    expect(await failure(send([stranger, ...(await events(1))]))).toMatchObject({ code: 'receipt_invalid' });
  });

  it.each([
    ['quota_exceeded', { status: 429, headers: { 'retry-after': '9' }, body: '{"code":"quota_exceeded"}' }, 9_000],
    ['overloaded', { status: 503, body: '{"code":"overloaded"}' }, 0],
    ['ledger_unavailable', { status: 503, headers: { 'retry-after': '999' }, body: '{}' }, 60_000],
    ['no answer of the companion', { status: 502, body: '<p>bad gateway</p>' }, 0],
    ['token_invalid', { status: 401, body: '{"code":"token_invalid"}' }, 0],
  ])('is kept for later after %s', async (_, answer, laterMs) => {
    companion.control = ({ path }) => (path === '/v1/events' ? answer : undefined);
    expect(await send(await events(2))).toEqual({ laterMs });
  });

  it.each([
    ['a redirect', { status: 307, headers: { location: '/elsewhere' } }, 'companion_invalid'],
    ['an answer too large', { body: ' '.repeat(262_145) }, 'companion_invalid'],
    ['no JSON', { body: '<p>hello</p>' }, 'companion_invalid'],
    ['a companion that hangs', 'hang', 'companion_unreachable'],
  ] as const)('raises a code for %s', async (_, answer, code) => {
    companion.control = ({ path }) => (path === '/v1/events' ? answer : undefined);
    expect(await failure(send(await events(2)))).toMatchObject({ code });
  });
});

function foreignKey() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

function withHeader(draft: ReceiptDraft, header: object): ReceiptDraft {
  return { ...draft, header: { ...draft.header, ...header } };
}

function withPayload(draft: ReceiptDraft, payload: object): ReceiptDraft {
  return { ...draft, payload: { ...draft.payload, ...payload } };
}

function hashes({ payload }: ReceiptDraft): readonly unknown[] {
  return payload.leaf_hash as readonly unknown[];
}

function reversed(draft: ReceiptDraft) {
  return { index: [...(draft.payload.index as readonly number[])].reverse(), leaf_hash: [...hashes(draft)].reverse() };
}
