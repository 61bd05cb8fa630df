import { fromUtf8, utf8 } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signCheckpoint } from '../checkpoint/checkpoint.ts';
import { sampleWitnessSigner } from '../checkpoint/note-samples.test-support.ts';
import { cosign } from '../cosignature/cosign.ts';
import { toBase64 } from '../encoding/base64.ts';
import { joinBytes, sameBytes } from '../encoding/bytes.ts';
import { sampleEvent, sampleEventSigner } from '../event/event-samples.test-support.ts';
import { signEvent } from '../event/sign-event.ts';
import { decodeEntryBundle, encodeEntryBundle } from '../tile/entry-bundle.ts';
import { CHECKS } from './fault.ts';
import {
  type ExportFiles,
  exportSample,
  SAMPLE_ORIGIN,
  sampleKeys,
  sampleLeaves,
  sourceOf,
} from './sample-ledger.test-support.ts';
import { verifyLedger } from './verify-ledger.ts';

const keys = await sampleKeys();
const leaves = await sampleLeaves(600, keys.events);
const small = await exportSample(leaves.slice(0, 5), keys);
const large = await exportSample(leaves, keys);

function verify(files: ReadonlyMap<string, Uint8Array>) {
  return verifyLedger(sourceOf(files), keys.trust);
}

function changed(files: ExportFiles, path: string, bytes: Uint8Array | undefined): ExportFiles {
  const copy = new Map(files);
  if (bytes === undefined) copy.delete(path);
  else copy.set(path, bytes);
  return copy;
}

function flipByte(bytes: Uint8Array, { at, mask }: { at: number; mask: number }): Uint8Array {
  return bytes.map((byte, index) => (index === at % bytes.length ? byte ^ mask : byte));
}

function flipped(files: ExportFiles, path: string, flip: { at: number; mask: number }): ExportFiles {
  return changed(files, path, flipByte(files.get(path) ?? new Uint8Array(), flip));
}

function failed({ checks }: Awaited<ReturnType<typeof verify>>): string[] {
  return checks.filter(({ ok }) => !ok).map(({ name }) => name);
}

async function faultOf(events: readonly (readonly [Parameters<typeof sampleEvent>[0], string, string?])[]) {
  const signed = events.map(([kind, id, session]) => signEvent(sampleEvent(kind, id, session), keys.events));
  return (await verify(await exportSample(await Promise.all(signed), keys))).firstFault;
}

describe('verifyLedger', () => {
  it.each([0, 1, 2, 255, 256, 257, 512, 513, 600])('passes a ledger of %i entries', async (size) => {
    const report = await verify(await exportSample(leaves.slice(0, size), keys));
    expect(report).toMatchObject({ ok: true, size, origin: SAMPLE_ORIGIN });
    expect(report).not.toHaveProperty('firstFault');
    expect(report.checks.map(({ name, ok }) => [name, ok])).toEqual([...CHECKS].map((name) => [name, true]));
  });

  it('says what it found', async () => {
    const report = await verify(large);
    expect(report.rootHash).toBe(fromUtf8(large.get('checkpoint') ?? new Uint8Array()).split('\n')[2]);
    expect(Object.fromEntries(report.checks.map(({ name, detail }) => [name, detail]))).toEqual({
      trust: '1 log keys, 1 event keys',
      checkpoint: 'signed by a trusted key, for 600 entries',
      entries: '600 entries, without a gap',
      signatures: '600 events, each signed by a trusted key',
      ids: '600 events, no id twice',
      sessions: '300 intents, 300 outcomes, 0 without an outcome; 0 denied',
      reviews: 'none',
      times:
        'no event of the companion is over 10 minutes older than one before it, and none of a client over 10 minutes ahead of the next',
      heartbeats: 'none',
      tiles: '4 tiles, each as worked out from the entries',
      root: 'the entries give the root hash that the checkpoint signs',
      witnessed: 'no checkpoint that others kept was given',
    });
  });

  it('reads each file once, one bundle after another, with a limit on each', async () => {
    const reads: string[] = [];
    await verifyLedger(
      {
        read: async (path, limit) => {
          reads.push(path);
          const bytes = large.get(path);
          expect(bytes?.length ?? 0).toBeLessThanOrEqual(limit);
          return bytes;
        },
      },
      keys.trust,
    );
    expect(reads).toEqual([
      'checkpoint',
      'tile/entries/000',
      'tile/0/000',
      'tile/entries/001',
      'tile/0/001',
      'tile/entries/002.p/88',
      'tile/0/002.p/88',
      'tile/1/000.p/2',
    ]);
  });

  it('finds any one byte changed in any file', async () => {
    const due = ['checkpoint', 'tile/entries/000.p/5', 'tile/0/000.p/5'];
    for (const path of due) {
      const flips = fc.record({ at: fc.nat(100_000), mask: fc.integer({ min: 1, max: 255 }) });
      await fc.assert(
        fc.asyncProperty(flips, async (flip) => {
          const report = await verify(flipped(small, path, flip));
          expect(report.ok).toBe(false);
          expect(report.firstFault).toBeDefined();
        }),
        { numRuns: 150 },
      );
    }
  });

  it('names the entry whose bytes were changed, and goes on', async () => {
    const bundle = decodeEntryBundle(large.get('tile/entries/001') ?? new Uint8Array());
    const leaf = bundle[17] ?? new Uint8Array();
    const [A, B] = utf8('AB');
    const edited = bundle.with(17, leaf.with(500, (leaf[500] === A ? B : A) ?? 0));
    const report = await verify(changed(large, 'tile/entries/001', encodeEntryBundle(edited)));
    expect(report.firstFault).toEqual({
      code: 'event_signature',
      words: 'entry 273: the signature does not match its bytes',
      where: 'entry 273',
    });
    // Entry 273 is an outcome, so only its own intent stays open; its hash is wrong in each tile above it.
    expect(failed(report)).toEqual(['signatures', 'tiles', 'root']);
    expect(report.checks.find(({ name }) => name === 'tiles')?.detail).toBe(
      'tile/0/001: it does not hold the hashes of the entries (and 1 more)',
    );
  });

  it('finds entries swapped, replaced by others rightly signed, or taken out', async () => {
    const path = 'tile/entries/000.p/5';
    const [a, b, c, d, e] = leaves;
    const other = await signEvent(sampleEvent('session.intent', 'other', 's9'), keys.events);
    const bundles = [
      [a, b, d, c, e],
      [a, b, c, d, other],
      [a, b, c, d],
    ];
    const found = [['sessions', 'tiles', 'root'], ['tiles', 'root'], undefined];
    for (const [index, bundle] of bundles.entries()) {
      const entries = bundle.filter((leaf) => leaf !== undefined);
      const report = await verify(changed(small, path, encodeEntryBundle(entries)));
      if (found[index] === undefined) expect(report.firstFault?.code).toBe('bundle_count');
      else expect(failed(report)).toEqual(found[index]);
    }
  });

  it('finds every file that is missing, empty, cut short, too long, or cannot be read', async () => {
    const due = ['checkpoint', 'tile/entries/000', 'tile/0/001', 'tile/entries/002.p/88', 'tile/1/000.p/2'];
    for (const path of due) {
      const bytes = large.get(path) ?? new Uint8Array();
      const bad = [
        undefined,
        new Uint8Array(),
        bytes.slice(0, -1),
        joinBytes([bytes, Uint8Array.of(0)]),
        new Uint8Array(20_000_000),
      ];
      for (const each of bad) {
        const report = await verify(changed(large, path, each));
        expect(report.firstFault?.where).toBe(path);
      }
      const read = async (asked: string) => {
        if (asked === path) throw new RangeError('broken disk');
        return large.get(asked);
      };
      const report = await verifyLedger({ read }, keys.trust);
      expect(report.firstFault?.words).toBe(`${path}: it is missing or could not be read`);
    }
  });

  it('counts checks that did not come to their end as failed', async () => {
    const report = await verify(changed(large, 'tile/entries/001', undefined));
    expect(failed(report)).toEqual(CHECKS.slice(2));
    expect(report).toMatchObject({ ok: false, size: 600, origin: SAMPLE_ORIGIN });
  });

  it('stops at the first missing bundle, however many the checkpoint signs', async () => {
    const root = new Uint8Array(32);
    const text = await signCheckpoint({ origin: SAMPLE_ORIGIN, size: Number.MAX_SAFE_INTEGER, root }, keys.log);
    const report = await verify(changed(small, 'checkpoint', utf8(text)));
    expect(report.firstFault).toMatchObject({ code: 'bundle_missing', where: 'tile/entries/000' });
  });

  it('finds a checkpoint over another tree', async () => {
    const text = await signCheckpoint({ origin: SAMPLE_ORIGIN, size: 5, root: new Uint8Array(32) }, keys.log);
    const report = await verify(changed(small, 'checkpoint', utf8(text)));
    expect(report.firstFault?.code).toBe('root_differs');
    expect(report.rootHash).toBe(toBase64(new Uint8Array(32)));
    expect(failed(report)).toEqual(['root']);
  });

  it('believes no other log, and no other signer', async () => {
    const stranger = await sampleKeys();
    expect((await verifyLedger(sourceOf(small), stranger.trust)).firstFault?.code).toBe('checkpoint_unsigned');
    const others = { ...keys.trust, eventKeys: [(await sampleEventSigner()).publicKey] };
    const report = await verifyLedger(sourceOf(small), others);
    expect(report.firstFault?.words).toBe('entry 0: it is signed with a key that is not trusted');
    expect(report.checks.find(({ name }) => name === 'signatures')?.detail).toContain('(and 4 more)');
  });

  it('says how many of the trusted witnesses cosigned the checkpoint', async () => {
    const witness = await sampleWitnessSigner('witness.example.org/w1');
    const note = fromUtf8(small.get('checkpoint') ?? new Uint8Array());
    const line = await cosign(note.slice(0, note.indexOf('\n\n') + 1), { signer: witness, time: 1_795_000_000 });
    const trust = { ...keys.trust, witnesses: [witness.verifierKey] };
    for (const [text, count] of [
      [note, 0],
      [note + line, 1],
    ] as const) {
      const report = await verifyLedger(sourceOf(changed(small, 'checkpoint', utf8(text))), trust);
      expect(report.ok).toBe(true);
      expect(report.checks.find(({ name }) => name === 'checkpoint')?.detail).toBe(
        `signed by a trusted key and cosigned by ${count} of 1 witnesses, for 5 entries`,
      );
    }
  });

  it('accepts events of every key the trust names', async () => {
    const second = await sampleEventSigner();
    const rotated = [...leaves.slice(0, 2), await signEvent(sampleEvent('session.intent', 'later', 's7'), second)];
    const trust = { ...keys.trust, eventKeys: [...keys.trust.eventKeys, second.publicKey] };
    expect((await verifyLedger(sourceOf(await exportSample(rotated, keys)), trust)).ok).toBe(true);
  });

  it('reports a trust that is none', async () => {
    const eventKeys = [{ ...keys.events.publicKey, y: keys.events.publicKey.x }];
    for (const trust of [
      { ...keys.trust, logKeys: ['key'] },
      { ...keys.trust, eventKeys },
    ]) {
      expect((await verifyLedger(sourceOf(small), trust)).firstFault).toMatchObject({
        code: 'trust_invalid',
        where: 'trust',
      });
    }
  });

  it('holds events to what sessions are', async () => {
    expect(
      await faultOf([
        ['session.intent', 'a', 's'],
        ['session.intent', 'a', 't'],
      ]),
    ).toMatchObject({
      words: 'entry 1: its id is that of an earlier event',
    });
    expect(await faultOf([['session.outcome', 'a', 's']])).toMatchObject({ code: 'outcome_orphan', where: 'entry 0' });
    expect(
      await faultOf([
        ['session.outcome', 'a', 's'],
        ['session.intent', 'b', 's'],
      ]),
    ).toMatchObject({ code: 'outcome_orphan' });
    expect(
      await faultOf([
        ['session.intent', 'a', 's'],
        ['session.intent', 'b', 's'],
      ]),
    ).toMatchObject({ code: 'intent_repeated' });
    expect(await faultOf([['session.intent', 'a']])).toMatchObject({ code: 'session_missing' });
    expect(
      await faultOf([
        ['session.intent', 'a', 's'],
        ['session.outcome', 'b', 's'],
        ['session.outcome', 'c', 's'],
      ]),
    ).toMatchObject({
      code: 'outcome_repeated',
      where: 'entry 2',
    });
    expect(
      await faultOf([
        ['config.applied', 'a'],
        ['session.denied', 'b'],
        ['session.intent', 'c', 's'],
      ]),
    ).toBeUndefined();
  });

  it('never throws and never passes, whatever the files hold', async () => {
    const path = fc.constantFrom('checkpoint', 'tile/entries/000.p/5', 'tile/0/000.p/5');
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 500 }),
      fc.string({ unit: 'binary', maxLength: 300 }).map(utf8),
      fc.constant(small.get('checkpoint') ?? new Uint8Array()),
      fc.constant(large.get('checkpoint') ?? new Uint8Array()),
    );
    await fc.assert(
      fc.asyncProperty(path, bytes, async (where, hostile) => {
        fc.pre(!sameBytes(small.get(where) ?? new Uint8Array(), hostile));
        expect((await verify(changed(small, where, hostile))).ok).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('shows no value of an event in its report', async () => {
    const report = JSON.stringify(await verify(flipped(large, 'tile/entries/001', { at: 5000, mask: 1 })));
    for (const value of ['svc-triage', 'login.example.org', '192.0.2.7', keys.events.kid])
      expect(report).not.toContain(value);
  });
});
