import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { MAX_TEXT_BYTES, readTextFile, readTextStream, unreadable } from './read-text.ts';

describe('readTextStream', () => {
  it('refuses what is not text, UTF-16 included', async () => {
    const read = (bytes: Uint8Array) => readTextStream(Readable.from([bytes]));
    await expect(read(Buffer.of(0xff, 0xfe))).rejects.toMatchObject({ code: 'body_not_utf8' });
    await expect(read(Buffer.from('SSN 078-05-1120', 'utf16le'))).rejects.toMatchObject({ code: 'file_not_text' });
  });

  it('reads up to its limit, and no further', async () => {
    const half = Buffer.alloc(MAX_TEXT_BYTES / 2, 'a');
    expect(await readTextStream(Readable.from([half, half]))).toHaveLength(MAX_TEXT_BYTES);
    let given = 0;
    const endless = Readable.from(
      (function* () {
        for (;;) {
          given += 1;
          yield half;
        }
      })(),
      { highWaterMark: 1 },
    );
    await expect(readTextStream(endless)).rejects.toMatchObject({ code: 'body_too_large' });
    expect(given).toBeLessThan(8);
    expect(endless.destroyed).toBe(true);
  });
});

describe('readTextFile', () => {
  it('says why a file cannot be read, and nothing else', async () => {
    const failure = await readTextFile('/tmp/of-maria-delgado').catch(unreadable);
    expect(failure).toMatchObject({ code: 'file_unreadable', message: 'ENOENT: The file could not be read.' });
  });
});
