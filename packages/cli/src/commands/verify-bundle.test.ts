import { cp, mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeTrust, endorseTrust, trustFingerprint } from '@sallyport/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BundleFiles, sampleBundle, writeBundle } from '../bundle/sample-bundle.test-support.ts';
import { type SampleKeys, type SampleLog, sampleKeys, sampleLog } from '../bundle/sample-log.test-support.ts';
import { patch, patchRecord, writeZip, type Zipped } from '../bundle/zip.test-support.ts';
import { memoryTerminal } from '../memory-terminal.test-support.ts';
import { runCli } from '../run-cli.ts';

const TEN_GIGABYTES = 10_000_000_000;

let scratch: string;
let log: SampleLog;
let files: BundleFiles;
let folder: string;
let archive: string;
let fingerprint: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'verify-bundle-command-'));
  log = await sampleLog();
  files = await sampleBundle(log);
  fingerprint = trustFingerprint(log.keys.trust);
  folder = join(scratch, 'evidence');
  await writeBundle(folder, files);
  archive = await zipOf('evidence.zip', packed());
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

function packed(): readonly Zipped[] {
  return [...files].map(([path, bytes]) => ({ path, bytes, compress: true }));
}

async function zipOf(name: string, entries: readonly Zipped[]): Promise<string> {
  const file = join(scratch, name);
  await writeZip(file, entries);
  return file;
}

/** A copy of the folder, changed. */
async function copied(name: string, change: (copy: string) => Promise<unknown>): Promise<string> {
  const copy = join(scratch, name);
  await cp(folder, copy, { recursive: true });
  await change(copy);
  return copy;
}

async function verify(...args: readonly string[]) {
  const terminal = memoryTerminal();
  const exitCode = await runCli(['verify', ...args], terminal);
  return { exitCode, out: terminal.out(), err: terminal.err() };
}

/** The verdict's words of what is not as it was exported, by keys from elsewhere. */
async function refusal(place: string): Promise<string> {
  const { exitCode, out, err } = await verify(place, '--fingerprint', fingerprint);
  expect({ exitCode, err }).toEqual({ exitCode: 1, err: '' });
  return out.trimEnd().split('\n').at(-1)?.replace('NOT VERIFIED: ', '') ?? '';
}

describe('sallyport verify, of a bundle', () => {
  it('accepts a folder and an archive, and says what it is of, and what was checked', async () => {
    for (const place of [folder, archive]) {
      const { exitCode, out, err } = await verify(place, '--fingerprint', fingerprint);
      expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
      expect(out).toMatch(/^log ledger\.example\.org\/audit, 901 entries, root /);
      expect(out).toMatch(
        /^bundle of entries 256 to 767, from 2026-11-16T08:56:40\.000Z before 2026-11-16T09:53:20\.000Z; by sallyport /m,
      );
      expect(out.match(/^ {2}✓ [a-z ]+: /gm)?.length).toBeGreaterThan(15);
      expect(out).toMatch(/\nVERIFIED\n$/);
    }
  });

  it('says where its keys come from, and believes no others than the fingerprint’s', async () => {
    const blind = await verify(archive);
    expect(blind).toMatchObject({ exitCode: 0, out: expect.stringContaining('these keys came with the bundle') });
    const wrong = await verify(archive, '--fingerprint', '0'.repeat(64));
    expect(wrong).toMatchObject({ exitCode: 1, out: expect.stringContaining('this is not the fingerprint you gave') });
    expect(wrong.out).toMatch(/NOT VERIFIED: the keys are not the ones you trust\n$/);
  });

  it('is not deceived by a bundle of another log that was made with keys of its own', async () => {
    const other = await sampleLog();
    const place = join(scratch, 'other');
    await writeBundle(place, await sampleBundle(other));
    expect(await verify(place)).toMatchObject({ exitCode: 0 });
    expect(await refusal(place)).toBe('the keys are not the ones you trust');
    const trust = join(scratch, 'trust.json');
    await writeFile(trust, encodeTrust(log.keys.trust));
    const named = await verify(place, '--trust', trust);
    expect(named).toMatchObject({ exitCode: 1, out: expect.stringContaining('NOT VERIFIED: checkpoint: it') });
  });

  it('follows keys of years ago to those of the bundle, and knows a bundle of years ago by the keys of today', async () => {
    const { trust } = log.keys;
    const next = await sampleKeys();
    const later = { ...trust, logKeys: [...trust.logKeys, next.log.verifierKey] };
    const endorsements = [
      await endorseTrust({ before: trust, after: later }, { log: log.keys.log, event: log.keys.events }),
    ];
    const [old, today] = [join(scratch, 'old.json'), join(scratch, 'today.json')];
    await writeFile(old, encodeTrust(trust));
    await writeFile(today, encodeTrust({ ...later, endorsements }));
    expect(await verify(folder, '--trust', today)).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('as they were when it was made'),
    });
    const keys: SampleKeys = { ...log.keys, trust: later };
    const rotated = await sampleBundle({ ...log, keys });
    rotated.set('trust.json', encodeTrust({ ...later, endorsements }));
    const place = join(scratch, 'rotated');
    await writeBundle(place, rotated);
    expect(await verify(place, '--trust', old)).toMatchObject({ exitCode: 0 });
  });

  it('compares it with what a witness kept', async () => {
    const [right, wrong] = [join(scratch, 'w1.note'), join(scratch, 'w2.note')];
    await cp(join(folder, 'witnessed'), right);
    await writeFile(wrong, 'Ann Quillonby');
    expect(await verify(archive, '--witnessed', right)).toMatchObject({ exitCode: 0 });
    const { exitCode, out } = await verify(archive, '--witnessed', right, wrong);
    expect(exitCode).toBe(1);
    expect(out).toContain('NOT VERIFIED: w2.note: it is no checkpoint that the log signed');
    expect(out).not.toContain('Quillonby');
  });

  it('does not take it for a ledger once its manifest is gone', async () => {
    expect(await refusal(await copied('unmanifested', (copy) => rm(join(copy, 'manifest.json'))))).toBe(
      'manifest.json: it is missing or could not be read',
    );
  });

  it('refuses what is no bundle, or is cut short', async () => {
    const unreadable = { exitCode: 1, out: '', err: expect.stringContaining('bundle_unreadable') };
    const text = join(scratch, 'text.zip');
    await writeFile(text, 'Ann Quillonby');
    expect(await verify(text)).toMatchObject(unreadable);
    const cut = join(scratch, 'cut.zip');
    await cp(archive, cut);
    await truncate(cut, (await readFile(archive)).length - 1000);
    expect(await verify(cut)).toMatchObject(unreadable);
    const nothing = await zipOf('nothing.zip', [{ path: 'notes.txt', bytes: Buffer.from('Ann Quillonby') }]);
    expect(await verify(nothing)).toMatchObject({ ...unreadable, err: expect.stringContaining('trust.json') });
    const empty = join(scratch, 'empty');
    await mkdir(empty);
    expect(await verify(empty)).toMatchObject({ ...unreadable, err: expect.stringContaining('trust.json is missing') });
    expect(await verify(join(scratch, 'nowhere'))).toMatchObject({
      exitCode: 1,
      err: 'sallyport: The file could not be read. (ENOENT)\n',
    });
  });

  it('names a path that leads out, and writes nothing anywhere', async () => {
    for (const path of ['../../evil.sh', '/tmp/evil.sh', '..\\..\\evil.sh']) {
      const stand = 'z'.repeat(path.length);
      const file = await zipOf('slip.zip', [...packed(), { path: stand, bytes: Buffer.from('invented') }]);
      await patch(file, { from: stand, to: path });
      expect(await refusal(file)).toBe(`${path}: its path leads out of the bundle`);
    }
  });

  it('names a link, and a file that is there twice', async () => {
    const linked = await copied('linked', async (copy) => {
      await rm(join(copy, 'report.html'));
      await symlink(join(folder, 'report.html'), join(copy, 'report.html'));
    });
    expect(await refusal(linked)).toMatch(/^report\.html: it is a link/);
    const twice = await zipOf('twice.zip', [
      ...packed(),
      { path: 'report.htmk', bytes: Buffer.from('<p>another</p>') },
    ]);
    await patch(twice, { from: 'report.htmk', to: 'report.html' });
    expect(await refusal(twice)).toBe('report.html: it is there twice');
  });

  it('spells out a name that would drive the terminal, and cuts a long one', async () => {
    const place = await copied('named', (copy) => writeFile(join(copy, `\u202e\u001b[2J${'n'.repeat(200)}`), ''));
    const words = await refusal(place);
    expect(words).toMatch(/^\\u202e\\x1b\[2Jn+…: it does not belong to the bundle$/);
    expect(words.length).toBeLessThan(200);
  });

  it.each([
    'checkpoint',
    'trust.json',
    'manifest.json',
    'tile/entries/001',
    'tile/0/001',
    'context.ndjson',
    'report.html',
    'worksheet/population.csv',
    'worksheet/sample.csv',
  ])('refuses %s of ten gigabytes, and reads a part of it', async (path) => {
    const place = join(scratch, 'huge');
    await rm(place, { recursive: true, force: true });
    await mkdir(place);
    await cp(folder, place, { recursive: true });
    await truncate(join(place, path), TEN_GIGABYTES);
    const before = process.resourceUsage().maxRSS;
    const { exitCode, out, err } = await verify(place);
    expect(exitCode).toBe(1);
    expect(out + err).toMatch(new RegExp(`(NOT VERIFIED: )?${path.replaceAll('/', '\\/')}|entry \\d+`));
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(500_000);
  });

  it('refuses a recording of ten gigabytes', async () => {
    const path = `recordings/${log.recorded}.jwes`;
    expect(await refusal(await copied('long', (copy) => truncate(join(copy, path), TEN_GIGABYTES)))).toMatch(
      /^entry \d+: the recording it names has fewer segments there, or more|^entry \d+: .*another digest/,
    );
  });

  it('refuses an archive of ten gigabytes of nothing, and one whose files unpack to more than they say', async () => {
    const sparse = join(scratch, 'sparse.zip');
    await writeFile(sparse, '');
    await truncate(sparse, TEN_GIGABYTES);
    expect(await verify(sparse)).toMatchObject({ exitCode: 1, err: expect.stringContaining('bundle_unreadable') });
    const [first, ...rest] = packed();
    const bomb = await zipOf('bomb.zip', [
      { path: 'context.ndjson', bytes: Buffer.alloc(300_000_000), compress: true },
      ...[first, ...rest].flatMap((one) => (one === undefined || one.path === 'context.ndjson' ? [] : [one])),
    ]);
    expect(await refusal(bomb)).toMatch(/^context\.ndjson/);
    await patchRecord(bomb, { offset: 24, bytes: 4, value: 10 });
    expect(await refusal(bomb)).toMatch(/^context\.ndjson|^bundle: the check itself failed/);
  });
});
