import { fromUtf8, utf8 } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePlacedLeaf, encodePlacedLeaf } from './placed-line.ts';
import { readLines } from './read-lines.ts';

async function* pieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

async function linesOf(text: string, { length = 7, limit = 100 } = {}): Promise<readonly (string | undefined)[]> {
  const lines: (string | undefined)[] = [];
  for await (const line of readLines(pieces(utf8(text), length), limit)) lines.push(line && fromUtf8(line));
  return lines;
}

describe('readLines', () => {
  it('gives the lines, wherever the pieces end', async () => {
    const text = fc.array(
      fc.string({ maxLength: 40 }).map((line) => line.replaceAll('\n', '')),
      { maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 60 }), async (lines, length) => {
        expect(await linesOf(lines.map((line) => `${line}\n`).join(''), { length, limit: 200 })).toEqual(lines);
      }),
    );
  });

  it('gives no line that is too long, nor one without its end, and nothing after', async () => {
    expect(await linesOf('abc\nabcd\nab\n', { limit: 3 })).toEqual(['abc', undefined]);
    expect(await linesOf('abcdefghij', { limit: 3, length: 2 })).toEqual([undefined]);
    expect(await linesOf('abc\nab')).toEqual(['abc', undefined]);
    expect(await linesOf('')).toEqual([]);
    expect(await linesOf('\n')).toEqual(['']);
  });

  it('stops reading at a line that is too long', async () => {
    let read = 0;
    async function* endless() {
      for (;;) {
        read += 1;
        yield new Uint8Array(10);
      }
    }
    for await (const line of readLines(endless(), 100)) expect(line).toBeUndefined();
    expect(read).toBe(11);
  });
});

describe('a line of an entry', () => {
  it('is read back', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.string({ unit: 'grapheme' }), (index, leaf) => {
        const line = encodePlacedLeaf({ index, leaf: utf8(leaf) });
        expect(line.indexOf('\n')).toBe(line.length - 1);
        expect(decodePlacedLeaf(utf8(line.trimEnd()))).toEqual({ index, leaf: utf8(leaf) });
      }),
    );
  });

  it.each([
    '',
    '{}',
    '[]',
    '{"index":1}',
    '{"leaf":"a"}',
    '{"index":-1,"leaf":"a"}',
    '{"index":1.5,"leaf":"a"}',
    '{"index":9007199254740992,"leaf":"a"}',
    '{"index":"1","leaf":"a"}',
    '{"index":1,"leaf":1}',
    '{"leaf":"a","index":1}',
    '{"index":1, "leaf":"a"}',
    '{"index":1,"leaf":"a","more":1}',
    '{"index":1,"leaf":"a","leaf":"a"}',
    '{"index":1,"leaf":"\\u0061"}',
    ' {"index":1,"leaf":"a"}',
    '{"index":1,"leaf":"a"}\r',
  ])('is not %s', (line) => {
    expect(decodePlacedLeaf(utf8(line))).toBeUndefined();
  });
});
