import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLines } from './read-lines.ts';
import { MAX_TEXT_BYTES } from './read-text.ts';

async function read(chunks: readonly Uint8Array[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of readLines(Readable.from(chunks))) lines.push(line);
  return lines;
}

describe('readLines', () => {
  it('gives the same lines however the bytes arrive', async () => {
    const line = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[\r\n]/g, ''));
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.integer({ min: 1, max: 9 }), async (lines, size) => {
        const bytes = Buffer.from(lines.map((one) => `${one}\r\n`).join(''));
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
          bytes.subarray(at * size, (at + 1) * size),
        );
        expect(await read(chunks)).toEqual(lines);
      }),
    );
  });

  it('does not end a line at a separator that JSON may hold, and needs no end at the end', async () => {
    expect(await read([Buffer.from('a\u2028b\n\nc')])).toEqual(['a\u2028b', '', 'c']);
  });

  it('refuses bytes that are not text, and a line without end, by its number', async () => {
    await expect(read([Buffer.from('a\n'), Buffer.of(0xff, 0x0a)])).rejects.toMatchObject({
      code: 'body_not_utf8',
      place: 'line 2',
    });
    const chunk = Buffer.alloc(MAX_TEXT_BYTES / 4 + 1, 'a');
    await expect(read([Buffer.from('a\n'), chunk, chunk, chunk, chunk, chunk])).rejects.toMatchObject({
      code: 'body_too_large',
      place: 'line 2',
    });
  });
});
