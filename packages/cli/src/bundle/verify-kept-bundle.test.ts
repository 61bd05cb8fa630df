import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventFacts, fromUtf8, utf8 } from '@sallyport/core';
import {
  encodeEntryBundle,
  encodeManifest,
  encodeTrust,
  hashLeaf,
  readManifest,
  signCheckpoint,
} from '@sallyport/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BundleVerdict } from './bundle-verdict.ts';
import { memoryBundle } from './kept-bundle.test-support.ts';
import { openBundle } from './open-bundle.ts';
import { type BundleFiles, bareBundle, derive, sampleBundle, writeBundle } from './sample-bundle.test-support.ts';
import { type SampleLog, type SampleOptions, sampleKeys, sampleLog } from './sample-log.test-support.ts';
import { verifyKeptBundle } from './verify-kept-bundle.ts';
import { writeZip } from './zip.test-support.ts';

let log: SampleLog;
let files: BundleFiles;
let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'verify-bundle-'));
  log = await sampleLog();
  files = await sampleBundle(log);
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

/** Verifies files as they lie in memory, by the keys of the sample log. */
function verify(these: ReadonlyMap<string, Uint8Array>, trust = log.keys.trust): Promise<BundleVerdict> {
  return verifyKeptBundle(memoryBundle(these, 65_536), { trust });
}

/** The first thing that is wrong once some files are others, or gone. */
async function faultOf(changes: Readonly<Record<string, Uint8Array | string | undefined>>): Promise<string> {
  const changed = new Map(files);
  for (const [path, bytes] of Object.entries(changes)) {
    if (bytes === undefined) changed.delete(path);
    else changed.set(path, typeof bytes === 'string' ? utf8(bytes) : bytes);
  }
  return wordsOf(await verify(changed));
}

function wordsOf({ ok, firstFault }: BundleVerdict): string {
  expect(ok).toBe(firstFault === undefined);
  return firstFault?.words ?? 'nothing';
}

function textOf(path: string): string {
  return fromUtf8(files.get(path) ?? new Uint8Array(0));
}

/** The sample log as its operator could write it again, with the log's own keys, and a bundle of that. */
async function rewritten(options: SampleOptions): Promise<BundleFiles> {
  return sampleBundle(await sampleLog({ keys: log.keys, ...options }));
}

function changing(at: number, change: (facts: EventFacts) => Partial<EventFacts>): SampleOptions {
  return { change: (facts, index) => (index === at ? { ...facts, ...change(facts) } : facts) };
}

describe('a bundle as it was exported', () => {
  it('verifies, from a folder, and from archives, packed and not', async () => {
    const folder = join(scratch, 'bundle');
    await writeBundle(folder, files);
    const entries = [...files].map(([path, bytes]) => ({ path, bytes }));
    await writeZip(join(scratch, 'stored.zip'), entries);
    await writeZip(
      join(scratch, 'packed.zip'),
      entries.map((entry) => ({ ...entry, compress: true })),
    );
    for (const place of ['bundle', 'stored.zip', 'packed.zip']) {
      const bundle = await openBundle(join(scratch, place));
      const verdict = await verifyKeptBundle(bundle, { trust: log.keys.trust });
      bundle.close();
      expect(wordsOf(verdict)).toBe('nothing');
    }
  });

  it('says what was checked', async () => {
    const { checks } = await verify(files);
    const own = checks.slice(-7).map(({ name, detail }) => `${name}: ${detail}`);
    expect(own).toEqual([
      `files: ${files.size} files, each of which belongs to it`,
      'keys: the keys that came with it are those that are believed',
      'policies: 1 policies, each with the digest that entries name',
      'configurations: 1 configurations, each with the digest that entries name',
      'recordings: 1 recordings, each with the digest that its outcome names; 1 purged',
      'originals: 1 sealed originals, each with the digest that its outcome names; 1 that entries name are not there',
      'derived: summary, report and worksheet, each as made of the entries',
    ]);
  });

  it('verifies with what people wrote into the sample, and says how much of it is signed off', async () => {
    const [header = '', ...rows] = textOf('worksheet/sample.csv').trimEnd().split('\r\n');
    const written = ',effective,"as expected, all of it",J. Okafor,2026-12-01';
    const signed = rows.map((row, at) => (at < 2 ? row.replace(/,,,,$/, written) : row));
    const sample = utf8(`${[header, ...signed].join('\r\n')}\r\n`);
    const verdict = await verify(new Map([...files, ['worksheet/sample.csv', sample]]));
    expect(wordsOf(verdict)).toBe('nothing');
    expect(verdict.checks.at(-1)?.detail).toContain(`2 of ${rows.length} in the sample signed off`);
  });
});

describe('a bundle with one bit changed', () => {
  it('does not verify, whichever file it is in, and names that file or an entry', async () => {
    for (const [path, bytes] of files) {
      const changed = Uint8Array.from(bytes);
      const at = changed.length >> 1;
      changed[at] = (changed[at] ?? 0) ^ 1;
      const verdict = await verify(new Map([...files, [path, changed]]));
      expect([path, verdict.ok]).toEqual([path, false]);
      expect(`${path}: ${verdict.firstFault?.where}`).toMatch(/^(.*): (\1|entry \d+|checkpoint)$/);
    }
  });

  it('does not verify without one of its files', async () => {
    for (const path of files.keys()) {
      // An original need not have been brought, and the witnesses' note not be there.
      if (path.startsWith('originals/')) continue;
      const verdict = await verify(new Map([...files].filter(([name]) => name !== path)));
      expect([path, verdict.ok]).toEqual([path, false]);
    }
  });

  it('does not verify with a file more', async () => {
    for (const path of [
      'notes.txt',
      '.DS_Store',
      'recordings/00000000-0000-4000-8000-000000000001.jwes',
      `policies/${'0'.repeat(64)}.json`,
      'worksheet/sample.csv.bak',
    ]) {
      expect(await faultOf({ [path]: 'invented' })).toBe(`${path}: it does not belong to the bundle`);
    }
  });
});

describe('a bundle that somebody wrote again', () => {
  it('names a checkpoint that another key signed, also where the bundle brings that key', async () => {
    const { origin, size, root } = readManifest(files.get('manifest.json') ?? new Uint8Array(0));
    const thief = await sampleKeys();
    const forged = await signCheckpoint({ origin, size, root: Buffer.from(root, 'base64') }, thief.log);
    const keys = { 'trust.json': encodeTrust(thief.trust), checkpoint: forged };
    expect(await faultOf({ checkpoint: forged })).toBe('checkpoint: it bears no signature of the trusted key');
    expect(await faultOf(keys)).toBe('checkpoint: it bears no signature of the trusted key');
  });

  it('names the keys that came with it where they are not the believed ones', async () => {
    const stranger = await sampleKeys();
    expect(await faultOf({ 'trust.json': encodeTrust(stranger.trust) })).toMatch(
      /^trust\.json: its keys are not those/,
    );
  });

  it('names the log, where it is of another one', async () => {
    const other = await sampleBundle(await sampleLog());
    expect(wordsOf(await verify(other))).toBe('checkpoint: it bears no signature of the trusted key');
    const mixed = { checkpoint: other.get('checkpoint'), 'trust.json': other.get('trust.json') };
    expect(await faultOf(mixed)).toMatch(/^checkpoint: /);
  });

  it('names the note of the witnesses, where a call was removed and the tree built again, with all of the log’s keys', async () => {
    const forked = await rewritten({ without: log.call });
    for (const folder of ['recordings', 'originals']) forked.delete(`${folder}/${log.recorded}.jwes`);
    forked.set('witnessed', files.get('witnessed') ?? new Uint8Array(0));
    expect(wordsOf(await verify(forked))).toBe(
      'witnessed: the log had signed another root hash for as many entries: it was forked',
    );
  });

  it('names the place, where an event was removed from the entries, and the others moved up', async () => {
    const [removed] = log.call;
    const leaves = log.leaves.toSpliced(removed, 1).slice(256, 512);
    const moved = { 'tile/entries/001': encodeEntryBundle(leaves) };
    expect(await faultOf({ 'tile/entries/001': encodeEntryBundle(leaves.slice(0, -1)) })).toMatch(
      /^tile\/entries\/001: it does not hold as many/,
    );
    expect(await faultOf(moved)).toMatch(new RegExp(`^entry ${removed}: its hash is not the one`));
    const hashes = Buffer.concat(leaves.map((leaf) => hashLeaf(leaf)));
    expect(await faultOf({ ...moved, 'tile/0/001': hashes })).toMatch(/^tile\/0\/001: /);
  });

  it('names the step of a review that was altered', async () => {
    const { decided, intent } = log.review;
    const own = await rewritten(
      changing(decided, () => ({ identity: { issuer: 'https://login.example.org/', subject: 'svc-triage' } })),
    );
    expect(wordsOf(await verify(own))).toMatch(new RegExp(`^entry ${decided}: .*(own|asked)`));
    const rejected = await rewritten(
      changing(decided, ({ details }) => {
        const { review = {} as never } = details;
        return { details: { ...details, review: { ...review, decision: 'reject' } } };
      }),
    );
    expect(wordsOf(await verify(rejected))).toMatch(new RegExp(`^entry (${decided}|${intent}): `));
  });
});

describe('what comes with the entries', () => {
  it('names the recording that is not there, that was changed, or that is another’s', async () => {
    const path = `recordings/${log.recorded}.jwes`;
    expect(await faultOf({ [path]: undefined })).toMatch(/^entry \d+: the recording it names is not there/);
    expect(await faultOf({ [path]: textOf(path).split('\n').slice(1).join('\n') })).toMatch(
      /^entry \d+: .*fewer segments/,
    );
    expect(await faultOf({ [path]: textOf(path).replace(/.\n$/, (last) => (last === 'A\n' ? 'Q\n' : 'A\n')) })).toMatch(
      /^entry \d+: .*(another digest|another session)/,
    );
  });

  it('names a manifest that says otherwise than the log whether recordings were exported', async () => {
    const bare = await bareBundle(log, { recordings: false });
    for (const path of bare.keys()) if (/^(recordings|originals)\//.test(path)) bare.delete(path);
    await derive(bare, log);
    expect(wordsOf(await verify(bare))).toMatch(/^manifest\.json: /);
  });

  it('names what does not say what the entries say, whatever it says', async () => {
    const report = textOf('report.html').replace('<body', '<body onload="alert(1)"');
    expect(report).not.toBe(textOf('report.html'));
    expect(await faultOf({ 'report.html': report })).toBe('report.html: it does not say what the entries say');
    const fewer = textOf('worksheet/population.csv')
      .split(/(?<=\r\n)/)
      .slice(0, -1)
      .join('');
    expect(await faultOf({ 'worksheet/population.csv': fewer })).toMatch(
      /^worksheet\/population\.csv: it does not say/,
    );
    expect(await faultOf({ 'summary.json': '{}' })).toMatch(/^summary\.json: it does not say/);
    const sample = textOf('worksheet/sample.csv').replace(/^1,/m, '2,');
    expect(await faultOf({ 'worksheet/sample.csv': sample })).toMatch(
      /^worksheet\/sample\.csv: more of it was changed/,
    );
  });

  it('says that another version made the report, where that is why it is another', async () => {
    const older = await sampleBundle(log, { tool: 'sallyport 0.0.1' });
    expect(wordsOf(await verify(older))).toBe('nothing');
    older.set('report.html', utf8('<p>as it was in those days</p>'));
    expect(wordsOf(await verify(older))).toMatch(/^report\.html: .*another version made it/);
  });

  it('draws no sample that would fill the memory', async () => {
    const manifest = readManifest(files.get('manifest.json') ?? new Uint8Array(0));
    const other = encodeManifest({ ...manifest, sample: { ...manifest.sample, size: 1_000_000_000 } });
    expect(await faultOf({ 'manifest.json': other })).toMatch(/^manifest\.json: /);
  });

  it('tells a seed that was chosen after the fact: the sample is drawn again', async () => {
    const manifest = readManifest(files.get('manifest.json') ?? new Uint8Array(0));
    const other = encodeManifest({ ...manifest, sample: { ...manifest.sample, seed: 'another' } });
    expect(await faultOf({ 'manifest.json': other })).toMatch(/: (it does not say|more of it was changed)/);
  });
});
