import { type EventDetails, type EventFacts, toBase64url, utf8 } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { signCheckpoint } from '../checkpoint/checkpoint.ts';
import { encodeEvent } from '../event/encode-event.ts';
import { sampleEventSigner } from '../event/event-samples.test-support.ts';
import { signEvent } from '../event/sign-event.ts';
import { SAMPLE_CLAIMS } from '../proof/proof-samples.test-support.ts';
import { signProof } from '../proof/sign-proof.ts';
import { growTree } from '../tree/grow-tree.ts';
import { hashLeaf } from '../tree/node-hash.ts';
import { EMPTY_EDGE, rootOf } from '../tree/tree-edge.ts';
import type { KeptNote } from './check-notes.ts';
import { exportSample, SAMPLE_ORIGIN, sampleKeys, sourceOf } from './sample-ledger.test-support.ts';
import { verifyLedger } from './verify-ledger.ts';

const keys = await sampleKeys();
const client = await sampleEventSigner();
const NOW = 1_795_000_000_000;
const MINUTE = 60_000;
const APP = { issuer: 'https://login.example.org/', subject: 'svc-triage' };
const SESSION = '00000000-0000-4000-8000-0000000000a1';

let ids = 0;
function event(kind: EventFacts['kind'], details: EventDetails, more: Partial<EventFacts> = {}) {
  ids += 1;
  const facts = { id: `id-${ids}`, kind, time: NOW, status: 'success', details, identity: APP, ...more } as const;
  return encodeEvent(facts, { version: '0.1.0' });
}

const own = (time: number, details: EventDetails = {}, kind: EventFacts['kind'] = 'session.denied') =>
  signEvent(event(kind, details, { time }), keys.events);
const grant = () => own(NOW, { clientKey: client.publicKey }, 'grant.issued');
const told = (time: number) => signEvent(event('client.outcome', {}, { time }), client);

function rootOfLeaves(leaves: readonly Uint8Array[]): Uint8Array {
  const hashes = leaves.map((leaf) => hashLeaf(leaf));
  return rootOf(growTree(EMPTY_EDGE, hashes).edge);
}

async function verify(leaves: readonly Uint8Array[], notes: readonly KeptNote[] = []) {
  const report = await verifyLedger(sourceOf(await exportSample(leaves, keys)), keys.trust, { notes });
  const detail = (wanted: string) => report.checks.find(({ name }) => name === wanted)?.detail;
  return { report, fault: report.firstFault?.words, detail };
}

const faultOf = async (leaves: readonly Promise<Uint8Array>[]) => (await verify(await Promise.all(leaves))).fault;

describe('verifyLedger, of time', () => {
  it('lets replicas’ clocks differ by ten minutes, and no more, unless told', async () => {
    expect(await faultOf([own(NOW), own(NOW - 10 * MINUTE), own(NOW)])).toBeUndefined();
    const turned = await exportSample(await Promise.all([own(NOW), own(NOW - 60 * MINUTE)]), keys);
    expect((await verifyLedger(sourceOf(turned), keys.trust, { slackMs: 60 * MINUTE })).ok).toBe(true);
    expect(await faultOf([own(NOW), own(NOW - 2 * MINUTE), own(NOW - 10 * MINUTE - 1)])).toBe(
      'entry 2: it is older than an event of the companion before it, by more than clocks may differ',
    );
  });

  it('lets clients be late, and not ahead of what came after them', async () => {
    expect(await faultOf([grant(), told(NOW - 30 * 24 * 60 * MINUTE), own(NOW)])).toBeUndefined();
    expect(await faultOf([grant(), told(NOW + 60 * MINUTE), own(NOW + 60 * MINUTE)])).toBeUndefined();
    expect(await faultOf([grant(), told(NOW), told(NOW + 11 * MINUTE), told(NOW), own(NOW)])).toBe(
      'entry 2: it is of a client, and ahead of the next event of the companion by more than clocks may differ',
    );
  });

  it('holds a client’s proof to it too', async () => {
    const proof = utf8(await signProof({ ...SAMPLE_CLAIMS, iat: NOW / 1000 + 3600 }, client));
    const details = { sessionId: SESSION, clientIntent: { kid: client.kid, id: SAMPLE_CLAIMS.jti } };
    expect(await faultOf([grant(), Promise.resolve(proof), own(NOW, details, 'session.intent')])).toMatch(
      /^entry 1: it is of a client/,
    );
  });
});

describe('verifyLedger, of heartbeats', () => {
  const heartbeat = (time: number, leaves: readonly Uint8Array[], size = leaves.length) =>
    own(time, { checkpoint: { size, root: toBase64url(rootOfLeaves(leaves)) } }, 'checkpoint.witnessed');

  it('compares each with the tree as it was, and says how long there was none', async () => {
    const leaves: Uint8Array[] = [];
    leaves.push(await heartbeat(NOW, []));
    for (let minute = 1; minute <= 600; minute += 1) {
      const quiet = minute > 300 ? 10 * MINUTE : 0;
      leaves.push(
        await (minute % 50 === 0
          ? heartbeat(NOW + minute * MINUTE + quiet, leaves)
          : own(NOW + minute * MINUTE + quiet)),
      );
    }
    const { report, detail } = await verify(leaves);
    expect(report).toMatchObject({ ok: true, size: 601 });
    expect(detail('heartbeats')).toBe(
      '13, each a state of this log; the longest silence between them 3600 s, before entry 350',
    );
  });

  it('says when the last was long ago, and that there is none', async () => {
    const leaves = [await heartbeat(NOW, []), await own(NOW + 90 * MINUTE)];
    expect((await verify(leaves)).detail('heartbeats')).toBe(
      '1, each a state of this log; the longest silence between them 5400 s, after the last',
    );
    expect((await verify(leaves.slice(1))).detail('heartbeats')).toBe('none');
  });

  it.each([
    [
      'another root',
      (leaves: readonly Uint8Array[]) => ({ size: leaves.length, root: toBase64url(new Uint8Array(32)) }),
    ],
    [
      'another size',
      (leaves: readonly Uint8Array[]) => ({ size: leaves.length - 1, root: toBase64url(rootOfLeaves(leaves)) }),
    ],
    [
      'a size that was not reached',
      (leaves: readonly Uint8Array[]) => ({ size: leaves.length + 1, root: toBase64url(rootOfLeaves(leaves)) }),
    ],
    ['a size that is none', () => ({ size: -1, root: toBase64url(new Uint8Array(32)) })],
    ['a root that is none', () => ({ size: 1, root: 'root' })],
  ])('faults one that names %s', async (_, checkpoint) => {
    const leaves = [await own(NOW), await own(NOW)];
    leaves.push(await own(NOW, { checkpoint: checkpoint(leaves) }, 'checkpoint.witnessed'), await own(NOW));
    expect((await verify(leaves)).fault).toBe(
      'entry 2: the size and root hash it names are of no earlier state of this log',
    );
  });

  it('faults a recovery from a state that never was', async () => {
    const leaves = [await own(NOW)];
    const was = { size: 1, root: toBase64url(rootOfLeaves(leaves)) };
    const seen = { size: 9, root: toBase64url(new Uint8Array(32)) };
    expect(
      await faultOf([
        ...leaves.map((leaf) => Promise.resolve(leaf)),
        own(NOW, { recovered: { from: was, witnessed: seen } }, 'log.recovered'),
      ]),
    ).toBeUndefined();
    expect(
      await faultOf([
        ...leaves.map((leaf) => Promise.resolve(leaf)),
        own(NOW, { recovered: { from: seen, witnessed: seen } }, 'log.recovered'),
      ]),
    ).toMatch(/recovered from is none that this log had$/);
  });
});

describe('verifyLedger, of what others kept', () => {
  const FROM = 'witness.example.org/w1';
  const noteOf = async (size: number, root: Uint8Array, signer = keys.log): Promise<KeptNote> => ({
    from: FROM,
    note: await signCheckpoint({ origin: SAMPLE_ORIGIN, size, root }, signer),
  });

  it('finds it to be of this log, at whatever size', async () => {
    const leaves = await Promise.all(Array.from({ length: 300 }, () => own(NOW)));
    const notes = await Promise.all(
      [0, 1, 256, 299, 300].map((size) => noteOf(size, rootOfLeaves(leaves.slice(0, size)))),
    );
    const { report, detail } = await verify(leaves, notes);
    expect(report.ok).toBe(true);
    expect(detail('witnessed')).toBe('5 checkpoints that others kept, each a state of this log');
  });

  it('names a log that was rolled back, one that was forked, and a note that the log did not sign', async () => {
    const leaves = await Promise.all([own(NOW), own(NOW)]);
    const other = new Uint8Array(32).fill(1);
    expect((await verify(leaves, [await noteOf(3, other)])).fault).toBe(
      `${FROM}: the log has fewer entries than it had signed before: it was rolled back`,
    );
    for (const size of [1, 2]) {
      expect((await verify(leaves, [await noteOf(size, other)])).fault).toBe(
        `${FROM}: the log had signed another root hash for as many entries: it was forked`,
      );
    }
    const stranger = await sampleKeys();
    for (const note of [await noteOf(2, other, stranger.log), { from: FROM, note: 'none' }]) {
      expect((await verify(leaves, [note])).fault).toBe(`${FROM}: it is no checkpoint that the log signed`);
    }
  });
});

describe('verifyLedger, of sealed originals', () => {
  const PROMISED = toBase64url(new Uint8Array(32).fill(7));
  const OTHER = toBase64url(new Uint8Array(32).fill(8));

  async function faultWith(originals: string | undefined) {
    const { intent = { correlationId: SESSION, commitment: PROMISED, applied: {} } } = SAMPLE_CLAIMS;
    const proof = await signProof({ ...SAMPLE_CLAIMS, intent: { ...intent, originals: PROMISED } }, client);
    const clientIntent = { kid: client.kid, id: SAMPLE_CLAIMS.jti };
    const kept = originals === undefined ? {} : { recording: { sealedBy: 'client', originals } as const };
    return verify(
      await Promise.all([
        grant(),
        utf8(proof),
        own(NOW, { sessionId: SESSION, clientIntent }, 'session.intent'),
        own(NOW, { sessionId: SESSION, ...kept }, 'session.outcome'),
      ]),
    );
  }

  it('counts the sessions that have one', async () => {
    for (const originals of [PROMISED, undefined]) {
      const { fault, detail } = await faultWith(originals);
      expect(fault).toBeUndefined();
      expect(detail('sessions')).toMatch(/; 1 with a sealed original that the client committed to$/);
    }
  });

  it('faults one that is not the one that the client committed to', async () => {
    expect((await faultWith(OTHER)).fault).toMatch(/^entry 3: the sealed original it names is not the one/);
  });
});
