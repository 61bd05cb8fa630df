import { utf8 } from '@sallyport/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { sampleWitnessSigner } from '../checkpoint/note-samples.test-support.ts';
import { cosign } from '../cosignature/cosign.ts';
import type { ExportFiles } from '../verify/sample-ledger.test-support.ts';
import type { BundleEntry } from './bundle-entry.ts';
import { bundleOf, bundleSource } from './bundle-fixture.test-support.ts';
import { identityOf, SampleLog } from './sample-log.test-support.ts';
import { sampleWeek, type Week } from './sample-week.test-support.ts';
import { verifyBundle } from './verify-bundle.ts';

let week: Week;
let log: SampleLog;
beforeAll(async () => {
  week = await sampleWeek();
  log = week.log;
});

const verify = (files: ExportFiles, take?: (entry: BundleEntry) => void) =>
  verifyBundle(bundleSource(files), log.keys.trust, take === undefined ? {} : { take });

describe('verifyBundle', () => {
  it('passes the bundle of a whole log, and says what it found', async () => {
    const told: BundleEntry[] = [];
    const report = await verify(await bundleOf(log), (entry) => void told.push(entry));
    expect(report.firstFault).toBeUndefined();
    expect(report).toMatchObject({ ok: true, size: log.size, withheld: 0, witnesses: [] });
    expect(told.map(({ index }) => index)).toEqual([...log.leaves.keys()]);
    expect(new Set(told.map(({ within }) => within))).toEqual(new Set(['range']));
    expect(Object.fromEntries(report.checks.map(({ name, detail }) => [name, detail]))).toMatchInlineSnapshot(`
      {
        "checkpoint": "signed by a trusted key, for 986 entries",
        "entries": "entries 0 to 985 of 986, without a gap; 0 others that they rest on",
        "heartbeats": "3, each a state of this log; the longest silence between them 1487 s, before entry 529",
        "ids": "986 events, no id twice",
        "manifest": "of this log, and of an export that the log has an event of",
        "period": "from the first entry to the last: every entry is here",
        "reviews": "3 asked for, 3 approved, 1 by breaking the glass, 2 used up",
        "root": "the right edge of the tree, and 0 tiles above the entries, give the root hash",
        "sessions": "384 intents, 384 outcomes, 0 without an outcome; 0 denied",
        "signatures": "986 events, each signed by a trusted key or one of 2 client keys that grants name",
        "tiles": "9 files below tile/, each of this tree",
        "times": "no event of the companion is over 10 minutes older than one before it, and none of a client over 10 minutes ahead of the next",
        "trust": "1 log keys, 1 event keys",
        "witnessed": "no checkpoint that others kept was given",
      }
    `);
  });

  it('passes a period, with the entries that it rests on, and none of the period left out', async () => {
    const told: BundleEntry[] = [];
    const { from, to } = week;
    const report = await verify(await bundleOf(log, { from, to }), (entry) => void told.push(entry));
    expect(report.firstFault).toBeUndefined();
    expect(report.ok).toBe(true);
    const { first = 0, end = 0 } = report.manifest ?? {};
    expect(first).toBeGreaterThan(0);
    expect(end).toBeLessThan(log.size);
    expect(told.map(({ index }) => index)).toEqual(told.map(({ index }) => index).toSorted((a, b) => a - b));
    const within = told.filter((entry) => entry.within === 'range');
    expect(within.map(({ index }) => index)).toEqual([...log.leaves.keys()].slice(first, end));
    expect(told.filter(({ inPeriod }) => inPeriod).every((entry) => entry.within === 'range')).toBe(true);
    const context = told.filter((entry) => entry.within === 'context');
    expect(context.some(({ index }) => index < first)).toBe(true);
    expect(context.some(({ index }) => index >= end)).toBe(true);
    expect(report.checks.map(({ name, detail }) => `${name}: ${detail}`)).toMatchInlineSnapshot(`
      [
        "trust: 1 log keys, 1 event keys",
        "manifest: of this log, and of an export that the log has an event of",
        "checkpoint: signed by a trusted key, for 987 entries",
        "root: the right edge of the tree, and 0 tiles above the entries, give the root hash",
        "tiles: 7 files below tile/, each of this tree",
        "entries: entries 256 to 767 of 987, without a gap; 3 others that they rest on",
        "signatures: 515 events, each signed by a trusted key or one of 2 client keys that grants name",
        "ids: 515 events, no id twice",
        "sessions: 202 intents, 202 outcomes, 0 without an outcome; 0 denied",
        "reviews: 3 asked for, 3 approved, 1 by breaking the glass, 2 used up",
        "times: no event of the companion is over 10 minutes older than one before it, and none of a client over 10 minutes ahead of the next",
        "heartbeats: 1, each a state of this log; the longest silence between them 1473 s, before entry 529",
        "period: from 2026-11-18T11:33:16.000Z to 2026-11-18T11:36:02.000Z: every entry is here",
        "witnessed: no checkpoint that others kept was given",
      ]
    `);
  });

  it('passes what a filter chose, and says how many it withholds', async () => {
    const told: BundleEntry[] = [];
    const filter = identityOf('dr-roe');
    const report = await verify(
      await bundleOf(log, { from: week.from, to: week.to, filter }),
      (entry) => void told.push(entry),
    );
    expect(report.firstFault).toBeUndefined();
    const chosen = told.filter(({ within }) => within === 'range');
    expect(report.withheld).toBe((report.manifest?.end ?? 0) - (report.manifest?.first ?? 0) - chosen.length);
    expect(report.checks.map(({ name, detail }) => `${name}: ${detail}`)).toMatchInlineSnapshot(`
      [
        "trust: 1 log keys, 1 event keys",
        "manifest: of this log, and of an export that the log has an event of",
        "checkpoint: signed by a trusted key, for 988 entries",
        "root: the right edge of the tree, and 0 tiles above the entries, give the root hash",
        "tiles: 5 files below tile/, each of this tree",
        "entries: 178 chosen ones of entries 256 to 767 of 988; 334 are withheld, each by its hash; 3 others that they rest on",
        "signatures: 181 events, each signed by a trusted key or one of 1 client keys that grants name",
        "ids: 181 events, no id twice",
        "sessions: 58 intents, 59 outcomes, 0 without an outcome; 0 denied",
        "reviews: 2 asked for, 2 approved, 1 by breaking the glass, 1 used up",
        "times: no event of the companion is over 10 minutes older than one before it, and none of a client over 10 minutes ahead of the next",
        "heartbeats: none",
        "period: from 2026-11-18T11:33:16.000Z to 2026-11-18T11:36:02.000Z: every entry is here or withheld, and only its hash says which",
        "witnessed: no checkpoint that others kept was given",
      ]
    `);
  });

  it('names the witnesses that cosigned an earlier state', async () => {
    const signer = await sampleWitnessSigner('witness.example.com/w1');
    const trust = { ...log.keys.trust, witnesses: [signer.verifierKey] };
    const note = async (text: string) =>
      text + (await cosign(text.slice(0, text.indexOf('\n\n') + 1), { signer, time: 1_795_000_000 }));
    const files = await bundleOf(log, { from: week.from, to: week.to, witnessed: { size: 300, note } });
    const report = await verifyBundle(bundleSource(files), trust);
    expect(report.firstFault).toBeUndefined();
    expect(report.witnesses).toEqual([signer.name]);
    expect(report.checks.at(-1)?.detail).toMatch(/^1 witnesses cosigned a state of this log of 300 entries; no /);
  });

  it('raises what who is told raises, and reads no further', async () => {
    let told = 0;
    const files = await bundleOf(log);
    const stop = new Error('enough');
    const verifying = verifyBundle(bundleSource(files), log.keys.trust, {
      take: () => {
        told += 1;
        if (told === 300) throw stop;
      },
    });
    await expect(verifying).rejects.toBe(stop);
    expect(told).toBe(300);
  });

  it('compares what others kept of the log, where it has the hashes to', async () => {
    const files = await bundleOf(log);
    const note = new TextDecoder().decode(files.get('checkpoint'));
    const options = { notes: [{ from: 'auditor', note }] };
    expect((await verifyBundle(bundleSource(files), log.keys.trust, options)).ok).toBe(true);
    const later = await bundleOf(log);
    expect((await verifyBundle(bundleSource(later), log.keys.trust, options)).checks.at(-1)).toMatchObject({
      ok: true,
      detail: expect.stringContaining('one checkpoint'),
    });
    const report = await verifyBundle(bundleSource(files), log.keys.trust, {
      notes: [{ from: 'auditor', note: new TextDecoder().decode(later.get('checkpoint')) }],
    });
    expect(report.firstFault).toMatchObject({ code: 'rolled_back', where: 'auditor' });
  });

  it('passes an empty log’s first export, and never rejects on what is none', async () => {
    const empty = await SampleLog.open();
    const files = await bundleOf(empty);
    expect((await verifyBundle(bundleSource(files), empty.keys.trust)).firstFault).toBeUndefined();
    const nothing = await verifyBundle(bundleSource(new Map()), empty.keys.trust);
    expect(nothing).toMatchObject({ ok: false, size: 0, firstFault: { code: 'manifest_missing' } });
    const noise = new Map([...files.keys()].map((path) => [path, utf8('\0')]));
    expect((await verifyBundle(bundleSource(noise), empty.keys.trust)).firstFault?.code).toBe('manifest_malformed');
  });
});
