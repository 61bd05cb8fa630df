import { describe, expect, it } from 'vitest';
import { PATIENCE } from '../patience.test-support.ts';
import { temporaryFolders } from '../spool/temporary-folders.test-support.ts';
import { verdictOf, type WatchSettings, watchStage } from './watch-fixture.test-support.ts';

const stage = watchStage();
const newFolder = temporaryFolders();
const text = { 'content-type': 'text/plain; charset=utf-8' };

/** A watch of a log that was checked at this size. */
async function checkedAt(size: number, settings: WatchSettings = {}) {
  const watch = stage.watch(settings);
  await watch.log();
  if (size > 0) stage.grow(size);
  await watch.check();
  return watch;
}

describe('a watched log', () => {
  it.each([
    [0, 1],
    [1, 2],
    [3, 4],
    [5, 300],
    [255, 256],
    [256, 257],
    [257, 700],
  ])('is believed while it only grows: from %i to %i leaves', async (from, to) => {
    const watch = await checkedAt(from);
    watch.note(stage.grow(to - from));
    expect(watch.owed).toBe(true);
    await watch.check();
    expect([await verdictOf(watch), watch.size, watch.owed]).toEqual(['believed', to, false]);
  });

  it('is believed while nothing happens', async () => {
    const watch = await checkedAt(3);
    await watch.check();
    expect([await verdictOf(watch), watch.size]).toEqual(['believed', 3]);
  });

  it.each<[string, () => void]>([
    ['forgets leaves', () => stage.companion.log.truncate(5)],
    ['forgets all leaves', () => stage.companion.log.truncate(0)],
    ['changes a leaf', () => stage.companion.log.replace(2, Buffer.from('another'))],
    [
      'changes a leaf and grows',
      () => {
        stage.companion.log.replace(0, Buffer.from('another'));
        stage.grow(300);
      },
    ],
    [
      'went back and took another way',
      () => {
        stage.companion.log.truncate(4);
        stage.grow(20);
      },
    ],
  ])('is refused for good once it %s', async (_, breakWord) => {
    const watch = await checkedAt(10);
    breakWord();
    await watch.check();
    expect(await verdictOf(watch)).toBe('log_inconsistent');
    stage.grow(1_000);
    await watch.check();
    expect(await verdictOf(watch)).toBe('log_inconsistent');
    expect(() => watch.assertSound()).toThrow(expect.objectContaining({ code: 'log_inconsistent' }));
  });

  it.each<[string, () => object]>([
    ['has another leaf there', () => ({ leafHash: 'A'.repeat(43) })],
    ['has it elsewhere', () => ({ index: 6 })],
    ['is smaller than it was said to be', () => ({ treeSize: 11 })],
    ['has no such place', () => ({ index: 10, treeSize: 11 })],
  ])('is refused when it was to have a leaf and %s', async (_, lie) => {
    const watch = await checkedAt(1);
    watch.note({ ...stage.grow(9), ...lie() });
    await watch.check();
    expect(await verdictOf(watch)).toBe('log_inconsistent');
  });

  it('is refused when its checkpoint is not signed by its key, is not whole, or is no text', async () => {
    for (const body of ['', 'x\n1\n', Buffer.of(0xff), stage.companion.log.checkpoint().replace('\n0\n', '\n1\n')]) {
      const watch = await checkedAt(0);
      stage.companion.control = ({ path }) => (path === '/log/checkpoint' ? { headers: text, body } : undefined);
      await watch.check();
      expect(await verdictOf(watch)).toBe('log_inconsistent');
      stage.companion.control = () => undefined;
    }
  });

  it('is refused when its tiles do not prove what its checkpoint says', async () => {
    for (const body of [Buffer.alloc(32 * 5), Buffer.alloc(7), Buffer.alloc(0)]) {
      const watch = await checkedAt(3);
      stage.grow(2);
      const headers = { 'content-type': 'application/octet-stream' };
      stage.companion.control = ({ path }) => (path.startsWith('/log/tile/') ? { headers, body } : undefined);
      await watch.check();
      expect(await verdictOf(watch)).toBe('log_inconsistent');
      stage.companion.control = () => undefined;
    }
  });

  it.each([
    ['cannot be reached', async () => stage.companion.stop()],
    ['hangs', async () => answer('/log/', 'hang')],
    ['is behind something that says no', async () => answer('/log/checkpoint', { status: 503, body: '<p>' })],
    ['is behind something that says something else', async () => answer('/log/checkpoint', { body: '<p>hello</p>' })],
    ['does not give its tiles', async () => answer('/log/tile', { status: 404 })],
    ['does not give its keys', async () => answer('/v1/trust', { status: 404 })],
    ['answers too much', async () => answer('/log/checkpoint', { headers: text, body: 'x'.repeat(70_000) })],
    ['redirects', async () => answer('/log/', { status: 302, headers: { location: '/elsewhere' } })],
  ])('is not refused because it %s: it is asked again', async (_, fail) => {
    const watch = await checkedAt(3, { timeoutMs: 3_000 });
    const promised = stage.grow(4);
    watch.note(promised);
    await fail();
    await watch.check();
    expect([await verdictOf(watch), watch.size, watch.owed]).toEqual(['believed', 3, true]);
    stage.companion.control = () => undefined;
    await stage.companion.stop();
    await stage.companion.restart();
    await expect.poll(() => watch.check().then(() => watch.size), PATIENCE).toBe(7);
    expect([await verdictOf(watch), watch.owed]).toEqual(['believed', false]);
  });

  it('may have filled a tile since, and no longer keep the part of it', async () => {
    const watch = await checkedAt(3);
    stage.grow(253);
    const at = stage.companion.log.checkpoint();
    stage.grow(10);
    stage.companion.control = ({ path }) => {
      if (path === '/log/checkpoint') return { headers: text, body: at };
      return path.includes('.p/') ? { status: 404 } : undefined;
    };
    await watch.check();
    expect([await verdictOf(watch), watch.size]).toEqual(['believed', 256]);
  });

  it('is checked once for all who ask at a time, and not more often than it may be', async () => {
    const watch = stage.watch({ restMs: 60 });
    await watch.log();
    stage.grow(3);
    await Promise.all([watch.check(), watch.check(), watch.check()]);
    expect(asked('/log/checkpoint')).toBe(1);
    for (let time = 0; time < 20; time++) watch.checkSoon();
    await expect.poll(() => asked('/log/checkpoint'), PATIENCE).toBe(3);
    await watch.check();
    expect(asked('/log/checkpoint')).toBe(4);
  });
});

describe('a log that another process has watched before', () => {
  it('is checked against what that one saw, before anything else', async () => {
    const folder = await newFolder();
    await checkedAt(9, { folder });
    stage.grow(5);
    const next = stage.watch({ folder });
    expect([await verdictOf(next), next.size]).toEqual(['believed', 14]);
    stage.companion.log.truncate(13);
    const third = stage.watch({ folder });
    expect(await verdictOf(third)).toBe('log_inconsistent');
    expect(await verdictOf(stage.watch({ folder }))).toBe('log_inconsistent');
  });

  it('is checked against what others see meanwhile', async () => {
    const folder = await newFolder();
    const one = await checkedAt(3, { folder });
    const other = stage.watch({ folder });
    await other.log();
    const { log } = stage.companion;
    const common = [...log.leaves];
    stage.grow(4);
    await other.check();
    log.truncate(common.length);
    stage.grow(9);
    await one.check();
    expect(await verdictOf(one)).toBe('log_inconsistent');
  });

  it('is believed while it cannot be read, and checked as soon as it can', async () => {
    const folder = await newFolder();
    await checkedAt(9, { folder });
    stage.companion.log.truncate(4);
    answer('/log/checkpoint', { status: 503 });
    const watch = stage.watch({ folder, restMs: 30 });
    expect(await verdictOf(watch)).toBe('believed');
    stage.companion.control = () => undefined;
    await expect.poll(() => verdictOf(watch), PATIENCE).toBe('log_inconsistent');
  });

  it('may be replaced where the user says so, and is then held to what it became', async () => {
    const folder = await newFolder();
    await checkedAt(9, { folder });
    stage.companion.log.truncate(4);
    const accepting = stage.watch({ folder, acceptOther: true });
    expect([await verdictOf(accepting), accepting.size]).toEqual(['believed', 4]);
    expect(await verdictOf(stage.watch({ folder }))).toBe('believed');
    stage.companion.log.truncate(2);
    expect(await verdictOf(stage.watch({ folder }))).toBe('log_inconsistent');
  });
});

function answer(prefix: string, given: ReturnType<typeof stage.companion.control>): void {
  stage.companion.control = ({ path }) => (path.startsWith(prefix) ? given : undefined);
}

function asked(path: string): number {
  return stage.companion.controls.filter((request) => request.path === path).length;
}
