import { describe, expect, it } from 'vitest';
import type { PlacedLeaf } from '../verify/placed-leaf.ts';
import { ContextNeeds } from './context-needs.ts';
import type { BundleFilter } from './manifest.ts';
import { readLeaf } from './read-leaf.ts';
import { identityOf, SampleLog, TRIAGE } from './sample-log.test-support.ts';
import { SampleReview } from './sample-review.test-support.ts';
import { Selection } from './selection.ts';

let log: SampleLog;

const placed = (): readonly PlacedLeaf[] => log.leaves.map((leaf, index) => ({ index, leaf }));

function chosen(filter: BundleFilter, entries = placed()): readonly PlacedLeaf[] {
  const selection = new Selection(filter);
  return entries.flatMap((entry) => selection.take(entry));
}

const kindsOf = (entries: readonly PlacedLeaf[]) =>
  entries.map(({ leaf }) => {
    const read = readLeaf(leaf);
    return read !== undefined && 'event' in read ? read.event.metadata.event_code : 'client.intent';
  });

describe('Selection', () => {
  it('chooses a session whole, with the intent that its client signed', async () => {
    log = await SampleLog.open();
    const client = await log.client();
    await log.call({ client, identity: TRIAGE, details: { connection: 'anthropic' } });
    await log.call({ client, details: { correlationId: log.id() } });
    await log.call({ identity: identityOf('dr-roe'), details: { operation: 'chat.completions.create' } });
    expect(kindsOf(chosen({ connection: 'anthropic' }))).toEqual([
      'client.intent',
      'session.intent',
      'session.outcome',
    ]);
    expect(kindsOf(chosen({ operation: 'chat.completions.create' }))).toEqual(['session.intent', 'session.outcome']);
    expect(kindsOf(chosen(TRIAGE))).toHaveLength(7);
    expect(kindsOf(chosen({ ...TRIAGE, connection: 'gemini' }))).toEqual([]);
    expect(chosen({ correlation: '00000000-0000-4000-8000-0000000000ff' })).toEqual([]);
  });

  it('chooses a review from the first event on that fits, and what it lets be sent', async () => {
    log = await SampleLog.open();
    const client = await log.client();
    const review = new SampleReview(log);
    await review.request();
    await review.approve('grace.example');
    await log.call({ client, review: review.details });
    await log.call({ client });
    expect(kindsOf(chosen(identityOf('grace.example')))).toEqual([
      'review.decided',
      'client.intent',
      'session.intent',
      'review.used',
      'session.outcome',
    ]);
  });

  it('chooses again what it chose, and what stands before a finding only with it', async () => {
    log = await SampleLog.open();
    const client = await log.client();
    for (const subject of ['dr-roe', TRIAGE.subject]) {
      await log.call({ client, identity: identityOf(subject) });
      const intent = log.leaves.at(-3) ?? new Uint8Array();
      log.put(intent);
      await log.event('finding.raised', {
        identity: identityOf(subject),
        details: { sessionId: log.id(), connection: 'openai' },
      });
    }
    for (const filter of [TRIAGE, { connection: 'openai' }, identityOf('dr-roe')]) {
      const once = chosen(filter);
      expect(chosen(filter, once)).toEqual(once);
      expect(once.map(({ index }) => index)).toEqual(once.map(({ index }) => index).toSorted((a, b) => a - b));
    }
    expect(kindsOf(chosen(TRIAGE)).slice(-2)).toEqual(['client.intent', 'finding.raised']);
  });

  it('passes over what is no entry', () => {
    expect(new Selection(TRIAGE).take({ index: 0, leaf: new Uint8Array([1, 2]) })).toEqual([]);
  });
});

describe('ContextNeeds', () => {
  const needs = (from: number, to = log.size) => {
    const found = new ContextNeeds();
    for (const leaf of log.leaves.slice(from, to)) found.take(leaf);
    return found.needs();
  };

  it('asks for what stands before a range, and after it', async () => {
    log = await SampleLog.open();
    const client = await log.client();
    const review = new SampleReview(log);
    await review.request();
    const half = await log.call({ open: true });
    const start = log.size;
    await log.outcome(half);
    await log.call({ client });
    await review.approve('grace.example');
    const open = await log.call({ open: true });
    const other = new SampleReview(log);
    await other.request();
    expect(needs(start)).toEqual({
      kids: [client.publicKey.kid],
      sessions: [half, open],
      reviews: [review.id, other.id],
    });
    expect(needs(0)).toEqual({ kids: [], sessions: [open], reviews: [review.id, other.id] });
    expect(needs(start, start)).toEqual({ kids: [], sessions: [], reviews: [] });
  });

  it('asks for no review that has come to its end, unless that came to nothing', async () => {
    log = await SampleLog.open();
    const reviews = [new SampleReview(log), new SampleReview(log), new SampleReview(log), new SampleReview(log)];
    for (const review of reviews) await review.request();
    const [used, rejected, cancelled, revoked] = reviews as [SampleReview, SampleReview, SampleReview, SampleReview];
    await used.approve('grace.example');
    await log.call({ review: used.details });
    await rejected.reject('grace.example');
    await cancelled.own('review.cancelled');
    await revoked.others('review.revoked', { decision: 'revoke' });
    expect(needs(0).reviews).toEqual([]);
    await revoked.others('review.revoked', { decision: 'revoke' }, { identity: null, status: 'failure' });
    expect(needs(0).reviews).toEqual([revoked.id]);
    expect(needs(1).reviews).toEqual([used.id, revoked.id]);
  });

  it('knows a client by the thumbprint of its key, whichever leaf it signed', async () => {
    log = await SampleLog.open();
    const client = await log.client();
    const { kid } = client.publicKey;
    await log.event('client.outcome', { by: client });
    await log.call({ client, open: true });
    expect(needs(1, 2).kids).toEqual([kid]);
    expect(needs(2).kids).toEqual([kid]);
    await log.event('opt_out', { details: { optOut: 'witness' } });
    expect(needs(log.size - 1).kids).toEqual([]);
  });

  it('passes over what is no entry', () => {
    const found = new ContextNeeds();
    found.take(new Uint8Array([0x7b]));
    expect(found.needs()).toEqual({ kids: [], sessions: [], reviews: [] });
  });
});
