import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ExportFiles } from '../verify/sample-ledger.test-support.ts';
import { CLOCK_SLACK_MS } from '../verify/time-order.ts';
import type { BundleEntry } from './bundle-entry.ts';
import { bundleOf, bundleSource } from './bundle-fixture.test-support.ts';
import type { BundleFilter } from './manifest.ts';
import { readLeaf } from './read-leaf.ts';
import { identityOf, type SampleLog, TRIAGE } from './sample-log.test-support.ts';
import { sampleWeek } from './sample-week.test-support.ts';
import { verifyBundle } from './verify-bundle.ts';

let log: SampleLog;
let start = 0;
let size = 0;
beforeAll(async () => {
  ({ log } = await sampleWeek());
  start = log.now - 3_500_000;
  size = log.size;
});

const verify = (files: ExportFiles, take?: (entry: BundleEntry) => void) =>
  verifyBundle(bundleSource(files), log.keys.trust, take === undefined ? {} : { take });

/** A time somewhere about the log, or none. */
const time = fc.option(fc.integer({ min: -1_000_000, max: 4_500_000 }), { nil: undefined });
const filters: readonly (BundleFilter | undefined)[] = [
  undefined,
  TRIAGE,
  identityOf('dr-roe'),
  identityOf('grace.example'),
  { connection: 'openai' },
  { ...TRIAGE, operation: 'embeddings.create' },
  { operation: 'checkpoint.witnessed' },
];

function periodOf(a: number | undefined, b: number | undefined): { readonly from?: number; readonly to?: number } {
  const both = a !== undefined && b !== undefined;
  const [from, to] = both ? [Math.min(a, b), Math.max(a, b) + 1] : [a, b];
  return { ...(from === undefined ? {} : { from: start + from }), ...(to === undefined ? {} : { to: start + to }) };
}

describe('a bundle', () => {
  it('of any period and filter passes, and without a filter has each entry of the period', async () => {
    await fc.assert(
      fc.asyncProperty(time, time, fc.constantFrom(...filters), async (a, b, filter) => {
        const period = periodOf(a, b);
        const told: BundleEntry[] = [];
        const files = await bundleOf(log, { ...period, ...(filter === undefined ? {} : { filter }) });
        const report = await verify(files, (entry) => void told.push(entry));
        expect(report.firstFault).toBeUndefined();
        const { from = 0, to = Number.POSITIVE_INFINITY } = period;
        const ofPeriod = [...log.leaves.keys()].filter((index) => {
          const read = readLeaf(log.leaves[index] ?? new Uint8Array());
          return read !== undefined && 'event' in read && read.event.time >= from && read.event.time < to;
        });
        const there = told.filter((entry) => 'event' in entry && entry.inPeriod && entry.within === 'range');
        if (filter === undefined) expect(there.map(({ index }) => index)).toEqual(ofPeriod);
        else expect(ofPeriod).toEqual(expect.arrayContaining(there.map(({ index }) => index)));
      }),
      { numRuns: 8 },
    );
  });

  it('of which any bit below the manifest was changed does not pass', async () => {
    const period = { from: start, to: start + CLOCK_SLACK_MS };
    const [all, some] = [await bundleOf(log, period), await bundleOf(log, { ...period, filter: identityOf('dr-roe') })];
    const beyond = new Set(['manifest.json', 'trust.json']);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(all, some), fc.nat(), fc.nat(), fc.nat(7), async (files, file, byte, bit) => {
        const paths = [...files.keys()].filter((path) => !beyond.has(path));
        const path = paths[file % paths.length] ?? '';
        const bytes = files.get(path)?.slice() ?? new Uint8Array();
        const at = byte % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        expect((await verify(new Map(files).set(path, bytes))).ok).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  it('of which any file that verification reads is cut short or gone does not pass', async () => {
    const files = await bundleOf(log, { from: start, to: start + CLOCK_SLACK_MS });
    for (const path of files.keys()) {
      if (path === 'trust.json' || path === 'tile/0/000') continue;
      const bytes = files.get(path) ?? new Uint8Array();
      const gone = new Map(files);
      gone.delete(path);
      expect([path, (await verify(gone)).ok]).toEqual([path, false]);
      for (const length of [0, Math.floor(bytes.length / 2), bytes.length - 1]) {
        expect([path, (await verify(new Map(files).set(path, bytes.slice(0, length)))).ok]).toEqual([path, false]);
      }
    }
    expect(size).toBeLessThan(log.size);
  });
});
