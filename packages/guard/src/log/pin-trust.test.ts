import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeTrust } from '@sallyport/ledger';
import { describe, expect, it } from 'vitest';
import { generateSigner } from '../signing/generate-signer.ts';
import { temporaryFolders } from '../spool/temporary-folders.test-support.ts';
import { KeptLog } from './kept-log.ts';
import { readTrustSetting } from './trust-setting.ts';
import { verdictOf, watchStage } from './watch-fixture.test-support.ts';

const stage = watchStage();
const newFolder = temporaryFolders();

describe('the keys of a companion', () => {
  it('are those it shows first, from one process to the next', async () => {
    const folder = join(await newFolder(), 'not', 'there', 'yet');
    const trust = await stage.trust();
    expect((await stage.watch({ folder }).log()).trust).toEqual(trust);
    expect(await readFile(join(folder, 'trust.json'))).toEqual(Buffer.from(encodeTrust(trust)));
    expect((await stat(join(folder, 'trust.json'))).mode & 0o077).toBe(0);
    expect(await verdictOf(stage.watch({ folder }))).toBe('believed');
  });

  it.each<[string, () => void]>([
    ['another log key', () => stage.companion.log.rekey()],
    ['another key for receipts', () => stage.companion.receipts.rekey()],
  ])('may not change: %s', async (_, change) => {
    const folder = await newFolder();
    const [kept, inMemory] = [stage.watch({ folder }), stage.watch()];
    await Promise.all([kept.log(), inMemory.log()]);
    change();
    await Promise.all([kept.check(), inMemory.check()]);
    expect([await verdictOf(kept), await verdictOf(inMemory)]).toEqual(['companion_untrusted', 'companion_untrusted']);
    expect(await verdictOf(stage.watch({ folder }))).toBe('companion_untrusted');
    expect(await verdictOf(stage.watch({ folder, acceptOther: true }))).toBe('believed');
    expect(await verdictOf(stage.watch({ folder }))).toBe('believed');
  });

  it('may not become more that nobody vouches for, and do not become fewer', async () => {
    const folder = await newFolder();
    const trust = await stage.trust();
    await stage.watch({ folder }).log();
    show(encodeTrust({ ...trust, eventKeys: [...trust.eventKeys, generateSigner().publicKey] }));
    expect(await verdictOf(stage.watch({ folder }))).toBe('companion_untrusted');
    show(encodeTrust({ ...trust, eventKeys: [] }));
    expect((await stage.watch({ folder }).log()).trust).toEqual(trust);
  });

  it('are accepted anew in the process that watches, where the user says so', async () => {
    const watch = stage.watch({ folder: await newFolder(), acceptOther: true });
    await watch.log();
    stage.grow(3);
    await watch.check();
    stage.companion.log.rekey();
    stage.companion.receipts.rekey();
    await watch.check();
    expect((await watch.log()).trust).toEqual(await stage.trust());
  });

  it('are those the user demands, in each form', async () => {
    const folder = await newFolder();
    const trust = await stage.trust();
    const path = join(folder, 'given.json');
    await writeFile(path, encodeTrust(trust));
    for (const given of [trust, path, ...trust.logKeys])
      expect(await verdictOf(stage.watch({ trust: given }))).toBe('believed');
    stage.companion.log.rekey();
    for (const given of [trust, path, ...trust.logKeys]) {
      expect(await verdictOf(stage.watch({ trust: given }))).toBe('companion_untrusted');
    }
  });

  it('are those the user demands, whatever was kept of another log', async () => {
    const folder = await newFolder();
    const before = stage.watch({ folder });
    await before.log();
    stage.grow(5);
    await before.check();
    stage.companion.log.rekey();
    stage.companion.log.truncate(2);
    const trust = await stage.trust();
    expect(await verdictOf(stage.watch({ folder }))).toBe('companion_untrusted');
    expect(await verdictOf(stage.watch({ folder, trust: trust.logKeys[0] ?? '' }))).toBe('believed');
    expect(await verdictOf(stage.watch({ folder, trust }))).toBe('believed');
  });

  it('stay as they were kept beside a log key that the user demands', async () => {
    const folder = await newFolder();
    const logKey = (await stage.trust()).logKeys[0] ?? '';
    await stage.watch({ folder, trust: logKey }).log();
    stage.companion.receipts.rekey();
    expect(await verdictOf(stage.watch({ folder, trust: logKey }))).toBe('companion_untrusted');
  });

  it('are asked for again while nobody answers, or answers something else', async () => {
    const watch = stage.watch();
    for (const body of ['', '{}', '{"version":2}', '[]', 'x'.repeat(300_000)]) {
      show(Buffer.from(body));
      expect(await verdictOf(watch)).toBe('companion_invalid');
    }
    await stage.companion.stop();
    expect(await verdictOf(watch)).toBe('companion_unreachable');
    stage.companion.control = () => undefined;
    await stage.companion.restart();
    expect(await verdictOf(watch)).toBe('believed');
  });
});

describe('what is kept of a log', () => {
  it.each([
    ['trust.json', '{"version":1', 'companion_untrusted'],
    ['trust.json', '', 'companion_untrusted'],
    ['checkpoint', 'not a checkpoint', 'log_inconsistent'],
    ['checkpoint', '\u0000', 'log_inconsistent'],
  ])('must be whole: %s with %j in it', async (name, content, code) => {
    const folder = await newFolder();
    const watch = stage.watch({ folder });
    await watch.log();
    stage.grow(2);
    await watch.check();
    await writeFile(join(folder, name), content);
    expect(await verdictOf(stage.watch({ folder }))).toBe(code);
    expect(await verdictOf(stage.watch({ folder, acceptOther: true }))).toBe('believed');
    expect(await verdictOf(stage.watch({ folder }))).toBe('believed');
  });

  it('is read no further than it can be long, and from nothing but a file', async () => {
    const folder = await newFolder();
    await writeFile(join(folder, 'checkpoint'), Buffer.alloc(3_000_000, 'x'));
    await mkdir(join(folder, 'trust.json'));
    const kept = new KeptLog(folder);
    expect(await kept.checkpoint()).toBe('');
    expect(await kept.trust()).toBeUndefined();
  });

  it('is nothing where the folder cannot be used', async () => {
    const file = join(await newFolder(), 'a-file');
    await writeFile(file, '');
    await chmod(file, 0o400);
    const watch = stage.watch({ folder: join(file, 'below') });
    stage.grow(3);
    expect(await verdictOf(watch)).toBe('believed');
    await watch.check();
    expect(watch.size).toBe(3);
  });

  it('is replaced as a whole, and leaves no drafts behind', async () => {
    const folder = await newFolder();
    const watch = stage.watch({ folder });
    await watch.log();
    for (let size = 1; size < 5; size++) {
      stage.grow(1);
      await watch.check();
    }
    expect((await readdir(folder)).sort()).toEqual(['checkpoint', 'trust.json']);
    expect(await readFile(join(folder, 'checkpoint'), 'utf8')).toBe(stage.companion.log.checkpoint());
  });
});

describe('the setting trust', () => {
  it.each([
    ['a path that leads nowhere', '/nowhere/trust.json'],
    ['no path at all', ''],
    ['a verifier key with another id', 'log.example+00000000+AdpYmkNmWwdmW7y5Rh2wGmVMNaGyXc8XaNa1GyLAD2oq'],
  ])('is refused at once when it is %s', (_, setting) => {
    expect(() => readTrustSetting(setting)).toThrow(
      expect.objectContaining({ code: 'config_invalid', place: 'trust' }),
    );
  });

  it('is refused when it holds no keys', async () => {
    const path = join(await newFolder(), 'trust.json');
    await writeFile(path, '{"version":1}');
    await expect(readTrustSetting(path)()).rejects.toMatchObject({ code: 'config_invalid', place: 'trust' });
    await expect(readTrustSetting({} as never)()).rejects.toMatchObject({ code: 'config_invalid' });
    expect(await verdictOf(stage.watch({ trust: path }))).toBe('config_invalid');
  });
});

function show(body: Uint8Array): void {
  stage.companion.control = ({ path }) => (path === '/v1/trust' ? { body } : undefined);
}
