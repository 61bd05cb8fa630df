import { describe, expect, it } from 'vitest';
import { findFaults } from './find-faults.ts';
import { type LeafFacts, LedgerTally } from './ledger-tally.ts';
import type { Promises } from './promises.ts';
import type { StoredRecordings } from './read-recordings.ts';

const recordingOf = (call: string) => ({ segments: 2, digest: `recording of ${call}` });

/** The leaves of one call that went well, in their order. */
function leavesOf(call: string): readonly LeafFacts[] {
  const session = { correlationId: call, sessionId: `session of ${call}` };
  return [
    { hash: `intent of ${call}`, kind: 'client.intent', correlationId: call },
    { hash: `opening of ${call}`, kind: 'session.intent', ...session, status: 'success' },
    { hash: `end of ${call}`, kind: 'session.outcome', ...session, status: 'success', recording: recordingOf(call) },
    { hash: `word of ${call}`, kind: 'client.outcome', ...session, status: 'success' },
  ];
}

const CALLS = ['a', 'b', 'c'];
const RECORDINGS = new Map(CALLS.map((call) => [`session of ${call}`, recordingOf(call)]));
const LEAVES = CALLS.flatMap(leavesOf);

/** What is promised by the time all three calls went well. */
const PROMISES: Promises = {
  sessions: new Map(CALLS.map((call) => [`session of ${call}`, { correlationId: call, answered: true }])),
  intents: CALLS.map((call, at) => ({ index: 4 * at, leafHash: `intent of ${call}`, correlationId: call })),
  outcomes: new Set(CALLS),
  requests: new Map(CALLS.map((call) => [call, 1])),
  strangeRequests: 0,
};

function kinds(
  leaves: readonly LeafFacts[],
  promises: Partial<Promises> = {},
  recordings: StoredRecordings = RECORDINGS,
): readonly string[] {
  const tally = new LedgerTally();
  for (const leaf of leaves) tally.add(leaf);
  return findFaults({ ...PROMISES, ...promises }, { ledger: tally, recordings }).map(({ kind }) => kind);
}

/** The same leaves, one of them changed. */
function changed(index: number, change: Partial<LeafFacts>): readonly LeafFacts[] {
  return LEAVES.map((leaf, at) => (at === index ? { ...leaf, ...change } : leaf));
}

const indexes = LEAVES.map((_, index) => index);
const NO_PROMISES = { sessions: new Map(), intents: [], outcomes: new Set<string>(), requests: new Map() };

describe('findFaults', () => {
  it('finds none where all that was promised is there, once', () => {
    expect(kinds(LEAVES)).toEqual([]);
    expect(kinds([...LEAVES, { hash: 'grant', kind: 'grant.issued' }])).toEqual([]);
  });

  it.each(indexes)('finds that leaf %i is gone', (index) => {
    expect(kinds(LEAVES.filter((_, at) => at !== index))).toContain('lost');
  });

  it.each(indexes)('finds that leaf %i became another', (index) => {
    expect(kinds(changed(index, { hash: 'other', kind: 'config.applied' }))).toContain('lost');
  });

  it.each(indexes.filter((index) => index % 4 > 0))('finds that leaf %i is there again', (index) => {
    expect(kinds([...LEAVES, LEAVES[index] as LeafFacts])).toEqual(['duplicated']);
  });

  it('finds a receipted leaf that stands elsewhere', () => {
    expect(kinds([{ hash: 'grant', kind: 'grant.issued' }, ...LEAVES])).toEqual(['lost', 'lost', 'lost']);
  });

  it('finds an outcome that was acknowledged, and is no more than what the sweeper wrote', () => {
    expect(kinds(changed(2, { status: 'unknown' }))).toEqual(['lost']);
  });

  it('takes what the sweeper wrote where no answer was given', () => {
    const sessions = new Map([...PROMISES.sessions, ['session of a', { correlationId: 'a', answered: false }]]);
    expect(kinds(changed(2, { status: 'unknown' }), { sessions })).toEqual([]);
  });

  it('finds a recording that is gone, another, or was never made', () => {
    const others = (change: StoredRecordings) => kinds(LEAVES, {}, new Map([...RECORDINGS, ...change]));
    expect(kinds(LEAVES, {}, new Map([...RECORDINGS].slice(1)))).toEqual(['lost']);
    expect(others(new Map([['session of b', recordingOf('a')]]))).toEqual(['lost']);
    expect(kinds(changed(2, { recording: undefined }))).toEqual(['lost', 'lost']);
    expect(kinds(changed(2, { recording: { mode: 'redacted' } }))).toEqual(['lost', 'lost']);
  });

  it('wants of a cut session what was stored of it, and of one that failed to be recorded nothing', () => {
    const sessions = new Map([...PROMISES.sessions, ['session of a', { correlationId: 'a', answered: false }]]);
    const without = new Map([...RECORDINGS].slice(1));
    const ends = (change: Partial<LeafFacts>) => changed(2, change);
    expect(kinds(ends({ status: 'unknown', recording: undefined }), { sessions })).toEqual(['lost']);
    expect(kinds(ends({ status: 'unknown', recording: undefined }), { sessions }, without)).toEqual([]);
    expect(kinds(ends({ status: 'failure', recording: undefined }), { sessions })).toEqual([]);
  });

  it('finds a session that belongs to another call', () => {
    const sessions = new Map([...PROMISES.sessions, ['session of a', { correlationId: 'b', answered: true }]]);
    expect(kinds(LEAVES, { sessions })).toEqual(['lost']);
  });

  it('finds a request whose intent is not there', () => {
    expect(kinds(LEAVES, { requests: new Map([['d', 1]]) })).toEqual(['unintended']);
  });

  it('finds a request that was sent twice under one intent', () => {
    expect(kinds(LEAVES, { requests: new Map([['a', 2]]) })).toEqual(['unintended']);
  });

  it('finds a request of no call', () => {
    expect(kinds(LEAVES, { strangeRequests: 2 })).toEqual(['unintended', 'unintended']);
  });

  it('finds a session that is open, promised or not', () => {
    expect(kinds(LEAVES.slice(0, 2), NO_PROMISES)).toEqual(['open']);
  });

  it('finds an outcome without an intent, promised or not', () => {
    expect(kinds(LEAVES.slice(2, 3), NO_PROMISES)).toEqual(['lost']);
  });
});
