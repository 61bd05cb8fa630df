import { mkdir, mkdtemp, open, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeptBundle, KeptFile } from './kept-bundle.ts';
import { openBundle } from './open-bundle.ts';
import { patch, patchRecord, writeZip } from './zip.test-support.ts';

const RECORDING = 'recordings/7a1f0c52-9d3e-4b1a-8f60-2b6f3a1c9e04.jwes';
const FILES = new Map([
  ['checkpoint', Buffer.from('ledger.example.org/audit\n0\n')],
  ['tile/0/x001/x234/067.p/9', Buffer.alloc(288, 7)],
  ['worksheet/population.csv', Buffer.alloc(300_000, 'index,kind\n')],
  [RECORDING, Buffer.from('eyJ.invented\n')],
]);

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'bundle-test-'));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

async function folderOf(name: string, files: ReadonlyMap<string, Uint8Array> = FILES): Promise<string> {
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(scratch, name, path)), { recursive: true });
    await writeFile(join(scratch, name, path), bytes);
  }
  return join(scratch, name);
}

async function zipOf(name: string, entries: Parameters<typeof writeZip>[1]): Promise<string> {
  const file = join(scratch, name);
  await writeZip(file, entries);
  return file;
}

function zippedFiles(compress: boolean) {
  return [...FILES].map(([path, bytes]) => ({ path, bytes, compress: compress && path !== RECORDING }));
}

async function withBundle<T>(place: string, use: (bundle: KeptBundle) => Promise<T>): Promise<T> {
  const bundle = await openBundle(place);
  try {
    return await use(bundle);
  } finally {
    bundle.close();
  }
}

/** What is wrong with each file, by its path. */
function faultsOf(place: string): Promise<Record<string, KeptFile['fault']>> {
  return withBundle(place, async (bundle) => {
    const found: Record<string, KeptFile['fault']> = {};
    for await (const { path, fault } of bundle.files()) if (fault !== undefined) found[path] = fault;
    return found;
  });
}

async function listOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

async function allOf(bytes: AsyncIterable<Uint8Array> = failing()): Promise<Buffer> {
  return Buffer.concat(await listOf(bytes));
}

// biome-ignore lint/correctness/useYield: there is nothing to give
async function* failing(): AsyncGenerator<Uint8Array> {
  throw new TypeError('there is no such file');
}

describe.each([
  { kind: 'a folder', make: () => folderOf('contract') },
  { kind: 'an archive', make: () => zipOf('contract.zip', zippedFiles(false)) },
  { kind: 'a packed archive', make: () => zipOf('packed.zip', zippedFiles(true)) },
])('$kind', ({ make }) => {
  it('lists every file with its size, again and again', async () => {
    await withBundle(await make(), async (bundle) => {
      for (let round = 0; round < 2; round += 1) {
        const files = await listOf(bundle.files());
        expect(new Map(files.map(({ path, size }) => [path, size]))).toEqual(
          new Map([...FILES].map(([path, { length }]) => [path, length])),
        );
        expect(files.filter(({ fault }) => fault !== undefined)).toEqual([]);
      }
    });
  });

  it('gives bytes whole, piece by piece, and no further than asked', async () => {
    await withBundle(await make(), async (bundle) => {
      for (const [path, bytes] of FILES) {
        expect(Buffer.compare((await bundle.read(path, 1_000_000)) ?? Buffer.alloc(0), bytes)).toBe(0);
        expect(Buffer.compare(await allOf(await bundle.open(path)), bytes)).toBe(0);
        expect((await bundle.read(path, 4))?.length).toBe(5);
      }
    });
  });

  it('can be left in the middle of a file, and read again', async () => {
    await withBundle(await make(), async (bundle) => {
      for (let round = 0; round < 3; round += 1) {
        for await (const piece of (await bundle.open('worksheet/population.csv')) ?? failing()) {
          expect(piece.length).toBeGreaterThan(0);
          break;
        }
      }
      expect((await allOf(await bundle.open('worksheet/population.csv'))).length).toBe(300_000);
    });
  });

  it('has nothing at paths that are of no bundle, wherever they lead', async () => {
    await withBundle(await make(), async (bundle) => {
      for (const path of [
        'witnessed',
        'tile',
        '../contract/checkpoint',
        '/etc/hostname',
        'tile/../checkpoint',
        '',
        '.',
      ]) {
        expect(await bundle.read(path, 10)).toBeUndefined();
        expect(await bundle.open(path)).toBeUndefined();
      }
    });
  });
});

describe('a folder that was tampered with', () => {
  it('follows no link, to a file or through a folder, and waits for no pipe', async () => {
    const [outside, folder] = [
      await folderOf('outside'),
      await folderOf('linked', new Map([['trust.json', Buffer.from('{}')]])),
    ];
    await symlink(join(outside, 'checkpoint'), join(folder, 'checkpoint'));
    await symlink(join(outside, 'tile'), join(folder, 'tile'));
    const server = createServer().listen(join(folder, 'witnessed'));
    try {
      expect(await faultsOf(folder)).toEqual({
        checkpoint: 'file_linked',
        tile: 'file_linked',
        witnessed: 'file_linked',
      });
      await withBundle(folder, async (bundle) => {
        for (const path of ['checkpoint', 'tile/0/x001/x234/067.p/9', 'witnessed']) {
          expect(await bundle.read(path, 10)).toBeUndefined();
        }
        expect(await bundle.read('trust.json', 10)).toEqual(Uint8Array.from(Buffer.from('{}')));
      });
    } finally {
      server.close();
    }
  });

  it('tells names that lead out on other systems, and looks into no bottomless folder', async () => {
    const deep = `${'d/'.repeat(30)}e`;
    const folder = await folderOf(
      'named',
      new Map([
        ['..\\checkpoint', Buffer.alloc(1)],
        ['C:report.html', Buffer.alloc(1)],
        [deep, Buffer.alloc(1)],
      ]),
    );
    expect(await faultsOf(folder)).toEqual({ '..\\checkpoint': 'file_escapes', 'C:report.html': 'file_escapes' });
    await withBundle(folder, async (bundle) => {
      const depths = (await listOf(bundle.files())).map(({ path }) => path.split('/').length);
      expect(Math.max(...depths)).toBe(10);
    });
  });

  it('reads no further than asked of a file of ten gigabytes', async () => {
    const folder = await folderOf('huge', new Map([['checkpoint', Buffer.alloc(1)]]));
    await truncate(join(folder, 'checkpoint'), 10_000_000_000);
    expect((await withBundle(folder, (bundle) => bundle.read('checkpoint', 1000)))?.length).toBe(1001);
  });
});

describe('an archive that was tampered with', () => {
  const unreadable = expect.objectContaining({ code: 'bundle_unreadable' });

  it('is refused where it is none, or cut short, or ten gigabytes of nothing', async () => {
    const text = join(scratch, 'text.zip');
    await writeFile(text, 'Ines Calloway, MRN 4471902');
    await expect(openBundle(text)).rejects.toEqual(unreadable);
    const empty = join(scratch, 'empty.zip');
    await writeFile(empty, '');
    await expect(openBundle(empty)).rejects.toEqual(unreadable);
    const cut = await zipOf('cut.zip', zippedFiles(true));
    await truncate(cut, (await readFile(cut)).length - 40);
    await expect(openBundle(cut)).rejects.toEqual(unreadable);
    const sparse = join(scratch, 'sparse.zip');
    await (await open(sparse, 'w')).close();
    await truncate(sparse, 10_000_000_000);
    await expect(openBundle(sparse)).rejects.toEqual(unreadable);
    await expect(openBundle(join(scratch, 'nowhere.zip'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.each([
    ['../checkpoint', 'file_escapes'],
    ['tile/../../passwd', 'file_escapes'],
    ['/etc/passwd', 'file_escapes'],
    ['..\\checkpoint', 'file_escapes'],
    ['C:/checkpoint', 'file_escapes'],
    ['tile/../', 'file_escapes'],
  ])('tells %s, and reads the rest', async (path, fault) => {
    const stand = 'z'.repeat(path.length);
    const file = await zipOf('slip.zip', [
      { path: stand, bytes: Buffer.alloc(path.endsWith('/') ? 0 : 9) },
      ...zippedFiles(false),
    ]);
    await patch(file, { from: stand, to: path });
    expect(await faultsOf(file)).toEqual({ [path]: fault });
    await withBundle(file, async (bundle) => {
      expect(await bundle.read(path, 100)).toBeUndefined();
      expect(await bundle.read('checkpoint', 100)).toEqual(FILES.get('checkpoint'));
    });
  });

  it('tells a second file of one name, and reads the first', async () => {
    const [first, second] = [Buffer.from('the first'), Buffer.from('the second')];
    const file = await zipOf('twice.zip', [
      { path: 'checkpoint', bytes: first },
      { path: 'checkpoinz', bytes: second },
    ]);
    await patch(file, { from: 'checkpoinz', to: 'checkpoint' });
    expect(await faultsOf(file)).toEqual({ checkpoint: 'file_twice' });
    expect(await withBundle(file, (bundle) => bundle.read('checkpoint', 100))).toEqual(first);
  });

  it('tells links, encrypted files, and files that are packed in other ways', async () => {
    const link = await zipOf('link.zip', [{ path: 'checkpoint', bytes: Buffer.from('/etc/hostname'), mode: 0o120777 }]);
    expect(await faultsOf(link)).toEqual({ checkpoint: 'file_linked' });
    const packed = await zipOf('deflate64.zip', [{ path: 'checkpoint', bytes: Buffer.alloc(99), compress: true }]);
    await patchRecord(packed, { offset: 10, bytes: 2, value: 9 });
    expect(await faultsOf(packed)).toEqual({ checkpoint: 'file_packed' });
    const sealed = await zipOf('sealed.zip', [{ path: 'checkpoint', bytes: Buffer.alloc(99), compress: true }]);
    await patchRecord(sealed, { offset: 8, bytes: 2, value: 1 });
    expect(await faultsOf(sealed)).toEqual({ checkpoint: 'file_packed' });
    for (const file of [link, packed, sealed]) {
      expect(await withBundle(file, (bundle) => bundle.read('checkpoint', 100))).toBeUndefined();
    }
  });

  it('believes no size: neither of a file that is longer than it says, nor of one that is shorter', async () => {
    for (const value of [100, 100_000_000]) {
      const file = await zipOf('liar.zip', [{ path: 'checkpoint', bytes: Buffer.alloc(100_000), compress: true }]);
      await patchRecord(file, { offset: 24, bytes: 4, value });
      await expect(withBundle(file, (bundle) => bundle.read('checkpoint', 200_000))).rejects.toEqual(unreadable);
      await expect(withBundle(file, async (bundle) => allOf(await bundle.open('checkpoint')))).rejects.toEqual(
        unreadable,
      );
    }
  });

  it('unpacks no further than asked, and nothing sealed that is all but nothing when packed', async () => {
    const bytes = Buffer.alloc(50_000_000);
    const file = await zipOf('bomb.zip', [
      { path: 'checkpoint', bytes, compress: true },
      { path: RECORDING, bytes, compress: true },
    ]);
    expect(await faultsOf(file)).toEqual({ [RECORDING]: 'file_swollen' });
    await withBundle(file, async (bundle) => {
      expect((await bundle.read('checkpoint', 1000))?.length).toBe(1001);
      expect(await bundle.open(RECORDING)).toBeUndefined();
    });
  });

  it('tells a file whose bytes were changed so that they cannot be unpacked', async () => {
    const file = await zipOf('garbled.zip', [
      { path: 'checkpoint', bytes: Buffer.from('x'.repeat(9000)), compress: true },
    ]);
    const bytes = await readFile(file);
    bytes.fill(0xff, 40, 60);
    await writeFile(file, bytes);
    await expect(withBundle(file, (bundle) => bundle.read('checkpoint', 10_000))).rejects.toEqual(unreadable);
  });
});
