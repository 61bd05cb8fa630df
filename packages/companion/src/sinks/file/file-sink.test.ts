import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestClock } from '@sallyport/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sinkContract, someSinkEvents } from '../sink-contract.test-support.ts';
import { fileSink } from './file-sink.ts';

const never = new AbortController().signal;
const NOON = Date.UTC(2026, 10, 29, 12);

async function taken(folder: string): Promise<readonly number[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.jsonl'));
  const texts = await Promise.all(names.toSorted().map((name) => readFile(join(folder, name), 'utf8')));
  return texts.flatMap((text) => {
    expect(text === '' || text.endsWith('\n')).toBe(true);
    const lines = text.split('\n').filter((line) => line !== '');
    return lines.map(
      (line) => (JSON.parse(line) as { readonly metadata: { readonly sequence: number } }).metadata.sequence,
    );
  });
}

sinkContract({
  name: 'the file sink',
  failures: ['unavailable'],
  open: async () => {
    const parent = await mkdtemp(join(tmpdir(), 'sallyport-file-sink-'));
    const [folder, aside] = [join(parent, 'events'), join(parent, 'aside')];
    return {
      sink: fileSink({ name: 'files', folder, maxBytes: 67_108_864 }, { clock: new TestClock(NOON) }),
      taken: () => taken(folder),
      fail: async () => {
        // A file where the folder should be: also for root, who may write everywhere.
        await rename(folder, aside).catch(() => undefined);
        await writeFile(folder, '');
      },
      mend: async () => {
        await rm(folder);
        await rename(aside, folder);
      },
      close: () => rm(parent, { recursive: true, force: true }),
    };
  },
});

describe('the file sink', () => {
  let folder = '';
  let clock = new TestClock(NOON);
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'sallyport-file-sink-')), 'new', 'events');
    clock = new TestClock(NOON);
  });
  afterEach(() => rm(join(folder, '..', '..'), { recursive: true, force: true }));
  const open = (maxBytes = 67_108_864) => fileSink({ name: 'files', folder, maxBytes }, { clock });
  const names = async () => (await readdir(folder)).toSorted();

  it('names a file by when it was begun and its first event, and makes the folder', async () => {
    const sink = open();
    await sink.deliver(someSinkEvents(4711, 2), { signal: never });
    await sink.deliver(someSinkEvents(4713, 1), { signal: never });
    await sink.close();
    expect(await names()).toEqual([expect.stringMatching(/^2026-11-29T120000Z-000000004711-[0-9a-f]{8}\.jsonl$/)]);
    const [name = ''] = await names();
    const text = await readFile(join(folder, name), 'utf8');
    expect(text).toBe(
      someSinkEvents(4711, 3)
        .map(({ json }) => `${json}\n`)
        .join(''),
    );
    expect((await stat(join(folder, name))).mode & 0o007).toBe(0);
  });

  it('begins another where one would be too long, each day, and after each start', async () => {
    const sink = open(65_536);
    const [{ json } = { json: '' }] = someSinkEvents(0, 1);
    const many = Math.ceil(40_000 / json.length);
    await sink.deliver(someSinkEvents(0, many), { signal: never });
    await sink.deliver(someSinkEvents(many, many), { signal: never });
    expect(await names()).toHaveLength(2);
    for (const name of await names()) expect((await stat(join(folder, name))).size).toBeLessThan(65_536);
    clock.advance(86_400_000);
    await sink.deliver(someSinkEvents(2 * many, 1), { signal: never });
    expect(await names()).toHaveLength(3);
    await sink.close();
    const again = open();
    await again.deliver(someSinkEvents(2 * many + 1, 1), { signal: never });
    await again.close();
    expect(await names()).toHaveLength(4);
    expect((await taken(folder)).length).toBe(2 * many + 2);
  });

  it('writes a batch that is longer than a file may be into one of its own', async () => {
    const sink = open(65_536);
    await sink.deliver(someSinkEvents(0, 200), { signal: never });
    await sink.deliver(someSinkEvents(200, 1), { signal: never });
    await sink.close();
    expect(await names()).toHaveLength(2);
    expect(await taken(folder)).toHaveLength(201);
  });

  it('begins another where somebody has moved or deleted the one that it writes', async () => {
    const sink = open();
    await sink.deliver(someSinkEvents(0, 1), { signal: never });
    await rm(join(folder, (await names())[0] ?? ''));
    await sink.deliver(someSinkEvents(1, 1), { signal: never });
    const [name = ''] = await names();
    await rename(join(folder, name), join(folder, 'kept'));
    await sink.deliver(someSinkEvents(2, 1), { signal: never });
    await sink.close();
    expect(await taken(folder)).toEqual([2]);
    expect(await readFile(join(folder, 'kept'), 'utf8')).toBe(`${someSinkEvents(1, 1)[0]?.json}\n`);
  });

  // Who may do everything is refused nothing.
  if (process.getuid?.() !== 0)
    it('raises sink_unavailable for a folder that it may not write', async () => {
      await mkdir(folder, { recursive: true });
      await chmod(folder, 0o500);
      await expect(open().deliver(someSinkEvents(0, 1), { signal: never })).rejects.toMatchObject({
        code: 'sink_unavailable',
      });
    });
});
