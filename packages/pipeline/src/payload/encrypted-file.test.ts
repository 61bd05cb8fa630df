import { randomBytes } from 'node:crypto';
import { chmod, open, readdir, stat, truncate } from 'node:fs/promises';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEncryptedFile } from './create-encrypted-file.ts';
import {
  collect,
  descriptorsBelow,
  onlyDescriptor,
  rejection,
  storedBytes,
  unprivileged,
  withFileLimit,
  withFolder,
  withSmallDisk,
} from './encrypted-file.test-support.ts';
import type { EncryptedFile } from './encrypted-file.ts';

const CHUNK = 65_536;
const SEALED = CHUNK + 16;
const SENTINEL = 'Zq7 Alma Fernhollow 078-05-1120 ';

/** A finished file of some bytes, in a folder of its own. */
async function withFile<T>(bytes: Uint8Array, work: (file: EncryptedFile, folder: string) => Promise<T>): Promise<T> {
  return withFolder(async (folder) => {
    const file = await createEncryptedFile({ folder, limitBytes: bytes.length });
    try {
      await file.write(bytes);
      await file.finish();
      return await work(file, folder);
    } finally {
      await file.dispose();
      expect(await descriptorsBelow(folder)).toEqual([]);
    }
  });
}

describe('EncryptedFile', () => {
  it('gives back what was written, however it was cut', async () => {
    const sizes = fc.array(
      fc.oneof(fc.nat(100), fc.nat(CHUNK), fc.constantFrom(CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK)),
      {
        maxLength: 6,
      },
    );
    await withFolder(async (folder) => {
      const law = fc.asyncProperty(sizes, async (lengths) => {
        const file = await createEncryptedFile({ folder, limitBytes: 20 * CHUNK });
        const chunks = lengths.map((length) => randomBytes(length));
        for (const chunk of chunks) {
          const lent = Uint8Array.from(chunk);
          await file.write(lent);
          lent.fill(0);
        }
        await file.finish();
        const whole = Buffer.concat(chunks);
        expect(file.length).toBe(whole.length);
        expect((await collect(file.read())).equals(whole)).toBe(true);
        await file.dispose();
      });
      await fc.assert(law, { numRuns: 40 });
      expect(await descriptorsBelow(folder)).toEqual([]);
    });
  });

  it('can be read any number of times, also at once and after one was left midway', async () => {
    const bytes = randomBytes(5 * CHUNK + 7);
    await withFile(bytes, async (file, folder) => {
      for await (const chunk of file.read()) {
        expect(chunk.length).toBe(CHUNK);
        break;
      }
      const [first, second] = await Promise.all([collect(file.read()), collect(file.read())]);
      expect([first.equals(bytes), second.equals(bytes)]).toEqual([true, true]);
      expect(await descriptorsBelow(folder)).toHaveLength(1);
    });
  });

  it('gives each chunk as bytes of its own', async () => {
    await withFile(Buffer.alloc(3 * CHUNK, 'x'), async (file) => {
      for await (const chunk of file.read()) chunk.fill(0);
      expect((await collect(file.read())).equals(Buffer.alloc(3 * CHUNK, 'x'))).toBe(true);
    });
  });
});

describe('the stored file', () => {
  it('has no name, belongs to its owner alone, and is gone once closed', async () => {
    await withFile(Buffer.from(SENTINEL), async (_file, folder) => {
      expect(await readdir(folder)).toEqual([]);
      const { mode, nlink } = await stat(await onlyDescriptor(folder));
      expect([mode & 0o777, nlink]).toEqual([0o600, 0]);
    });
  });

  it('never holds what was written, nor the same bytes for the same text', async () => {
    const text = Buffer.from(SENTINEL.repeat(5000));
    const stored: Buffer[] = [];
    for (let time = 0; time < 2; time++) {
      await withFile(text, async (file, folder) => {
        stored.push(await storedBytes(folder));
        await collect(file.read());
        expect((await storedBytes(folder)).equals(stored.at(-1) ?? text)).toBe(true);
      });
    }
    for (const bytes of stored) {
      expect(bytes.length).toBe(text.length + 3 * 16);
      for (let at = 0; at + 8 <= SENTINEL.length; at++) expect(bytes.includes(SENTINEL.slice(at, at + 8))).toBe(false);
      const slices = Array.from({ length: Math.floor(bytes.length / 32) }, (_, at) =>
        bytes.toString('hex', 32 * at, 32 * at + 32),
      );
      expect(new Set(slices).size).toBe(slices.length);
    }
    expect(stored[0]?.subarray(0, 16)).not.toEqual(stored[1]?.subarray(0, 16));
  });

  it('holds nothing of what was written while it is written', async () => {
    await withFolder(async (folder) => {
      const file = await createEncryptedFile({ folder, limitBytes: 10 * CHUNK });
      for (let time = 0; time < 2000; time++) await file.write(Buffer.from(SENTINEL.repeat(3)));
      const bytes = await storedBytes(folder);
      expect(bytes.length).toBe(2 * SEALED);
      expect(bytes.includes('Fernhollow')).toBe(false);
      await file.dispose();
    });
  });
});

describe('a file that was tampered with', () => {
  type Tamper = (bytes: Buffer) => Buffer;
  const flip =
    (at: number): Tamper =>
    (bytes) => {
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      return bytes;
    };
  const part = (bytes: Buffer, chunk: number) => bytes.subarray(chunk * SEALED, (chunk + 1) * SEALED);
  const LENGTH = 3 * CHUNK;

  it.each<[string, number, Tamper]>([
    ['a flipped bit of the first chunk', 0, flip(0)],
    ['a flipped bit of a tag', 0, flip(CHUNK)],
    ['a flipped bit in the middle', 1, flip(SEALED + 100)],
    ['a flipped last bit', 2, flip(3 * SEALED - 1)],
    ['two chunks in the wrong order', 0, (bytes) => Buffer.concat([part(bytes, 1), part(bytes, 0), part(bytes, 2)])],
    ['a chunk twice', 1, (bytes) => Buffer.concat([part(bytes, 0), part(bytes, 0), part(bytes, 2)])],
    ['another chunk at the end', 2, (bytes) => Buffer.concat([part(bytes, 0), part(bytes, 1), part(bytes, 1)])],
    ['the end cut off', 2, (bytes) => bytes.subarray(0, 2 * SEALED)],
    ['a byte cut off', 2, (bytes) => bytes.subarray(0, -1)],
    ['nothing left', 0, () => Buffer.alloc(0)],
  ])('is refused: %s', async (_name, whole, tamper) => {
    const bytes = randomBytes(LENGTH);
    await withFile(bytes, async (file, folder) => {
      const path = await onlyDescriptor(folder);
      const changed = Buffer.from(tamper(await storedBytes(folder)));
      await truncate(path, 0);
      const handle = await open(path, 'r+');
      await handle.write(changed, 0, changed.length, 0);
      await handle.close();
      const read: Uint8Array[] = [];
      const reading = (async () => {
        for await (const chunk of file.read()) read.push(chunk);
      })();
      expect(await rejection(reading)).toBe('temporary_storage');
      expect(Buffer.concat(read).equals(bytes.subarray(0, whole * CHUNK))).toBe(true);
      expect(await descriptorsBelow(folder)).toEqual([]);
      expect(() => file.read()).toThrow(expect.objectContaining({ code: 'temporary_storage' }));
    });
  });
});

describe('storage that fails', () => {
  it('takes the limit and no byte more', async () => {
    await withFolder(async (folder) => {
      const file = await createEncryptedFile({ folder, limitBytes: CHUNK + 10 });
      await file.write(randomBytes(CHUNK));
      await file.write(randomBytes(10));
      expect(await rejection(file.write(Buffer.alloc(1)))).toBe('body_too_large');
      expect(await descriptorsBelow(folder)).toEqual([]);
      expect(await rejection(file.finish())).toBe('body_too_large');
      expect(await rejection(file.write(Buffer.alloc(1)))).toBe('body_too_large');
    });
  });

  it.each([Number.NaN, -1])('takes nothing with a limit of %d', async (limitBytes) => {
    await withFolder(async (folder) => {
      const file = await createEncryptedFile({ folder, limitBytes });
      expect(await rejection(file.write(Buffer.alloc(1)))).toBe('body_too_large');
      expect(await descriptorsBelow(folder)).toEqual([]);
    });
  });

  it('refuses when the disk is full, and closes', async () => {
    await withSmallDisk(2 ** 20, async (folder) => {
      const file = await createEncryptedFile({ folder, limitBytes: 2 ** 30 });
      let written = 0;
      const fill = async () => {
        for (;;) {
          await file.write(Buffer.alloc(100_000, SENTINEL));
          written += 100_000;
        }
      };
      expect(await rejection(fill())).toBe('temporary_storage');
      expect(written).toBeGreaterThan(900_000);
      expect(written).toBeLessThan(1_200_000);
      expect(await descriptorsBelow(folder)).toEqual([]);
      expect(await rejection(file.finish())).toBe('temporary_storage');
      const next = await createEncryptedFile({ folder, limitBytes: 2 ** 30 });
      await next.write(Buffer.alloc(500_000));
      await next.finish();
      expect((await collect(next.read())).length).toBe(500_000);
      await next.dispose();
    });
  });

  it('refuses when only the last chunk finds no room', async () => {
    await withFolder(async (folder) => {
      const file = await createEncryptedFile({ folder, limitBytes: 2 ** 30 });
      await file.write(Buffer.alloc(3 * CHUNK - 10));
      await withFileLimit(3 * SEALED - 100, async () => {
        expect(await rejection(file.finish())).toBe('temporary_storage');
      });
      expect(await descriptorsBelow(folder)).toEqual([]);
      expect(() => file.read()).toThrow(expect.objectContaining({ code: 'temporary_storage' }));
    });
  });

  it('refuses a folder it may not write to', async () => {
    await withFolder(async (folder) => {
      await chmod(folder, 0o555);
      const code = await unprivileged(() => rejection(createEncryptedFile({ folder, limitBytes: 1 })));
      expect(code).toBe('temporary_storage');
      expect(await readdir(folder)).toEqual([]);
    });
  });

  it.each(['/proc/self/no-such-folder', '/dev/null', '/proc', '/sys', 'no\0folder'])(
    'refuses what is no folder for files: %j',
    async (folder) => {
      expect(await rejection(createEncryptedFile({ folder, limitBytes: 1 }))).toBe('temporary_storage');
    },
  );
});

describe('a file that is disposed of', () => {
  it('is closed, and raises cancelled from then on', async () => {
    await withFolder(async (folder) => {
      const file = await createEncryptedFile({ folder, limitBytes: 10 });
      expect(await descriptorsBelow(folder)).toHaveLength(1);
      await file.dispose();
      await file.dispose();
      expect(await descriptorsBelow(folder)).toEqual([]);
      expect(await rejection(file.write(Buffer.alloc(1)))).toBe('cancelled');
      expect(await rejection(file.finish())).toBe('cancelled');
      expect(() => file.read()).toThrow(expect.objectContaining({ code: 'cancelled' }));
    });
  });

  it('ends what is under way', async () => {
    await withFolder(async (folder) => {
      const file = await createEncryptedFile({ folder, limitBytes: 100 * CHUNK });
      const writing = rejection(file.write(Buffer.alloc(50 * CHUNK)));
      await file.dispose();
      expect(await writing).toBe('cancelled');
      expect(await descriptorsBelow(folder)).toEqual([]);
    });
    await withFile(randomBytes(10 * CHUNK), async (file) => {
      const reading = (async () => {
        for await (const chunk of file.read()) if (chunk.length > 0) await file.dispose();
      })();
      expect(await rejection(reading)).toBe('cancelled');
    });
    await withFile(randomBytes(10 * CHUNK), async (file) => {
      const reading = rejection(collect(file.read()));
      await file.dispose();
      expect(await reading).toBe('cancelled');
    });
  });
});

describe('calls out of order', () => {
  it('are refused', async () => {
    await withFolder(async (folder) => {
      const file = await createEncryptedFile({ folder, limitBytes: 10 * CHUNK });
      expect(() => file.read()).toThrow(expect.objectContaining({ code: 'internal' }));
      const first = file.write(randomBytes(3 * CHUNK));
      expect(await rejection(file.write(Buffer.alloc(1)))).toBe('internal');
      expect(await rejection(file.finish())).toBe('internal');
      await first;
      await file.finish();
      expect(await rejection(file.write(Buffer.alloc(1)))).toBe('internal');
      expect(await rejection(file.finish())).toBe('internal');
      expect((await collect(file.read())).length).toBe(3 * CHUNK);
      await file.dispose();
    });
  });
});
