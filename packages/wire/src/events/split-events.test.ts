import { fromUtf8, isSallyportError, utf8 } from '@sallyport/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunksOf } from './events.test-support.ts';
import { ServerSentSplitter } from './split-events.ts';

const WIDE = { eventBytes: 1000, limitBytes: 1000 };

function split(chunks: Iterable<Uint8Array>, limits = WIDE) {
  const splitter = new ServerSentSplitter(limits);
  const parts: string[] = [];
  let code: string | undefined;
  try {
    for (const chunk of chunks) for (const part of splitter.split(chunk)) parts.push(fromUtf8(part));
    parts.push(fromUtf8(splitter.rest()));
  } catch (error) {
    code = isSallyportError(error) ? error.code : 'other';
  }
  return { parts, code };
}

describe('ServerSentSplitter', () => {
  it.each([
    ['LF', 'a\nb\n\nc\n\n', ['a\nb\n\n', 'c\n\n', '']],
    ['CR', 'a\rb\r\rc\r\r', ['a\rb\r\r', 'c\r\r', '']],
    ['CR LF', 'a\r\nb\r\n\r\nc\r\n\r\n', ['a\r\nb\r\n\r\n', 'c\r\n\r\n', '']],
    ['all of them', 'a\r\n\nb\n\r\nc\r\r\nd', ['a\r\n\n', 'b\n\r\n', 'c\r\r\n', 'd']],
    ['comments before an event', ':a\n:b\r\nc\n:d\n\n', [':a\n', ':b\r\n', 'c\n:d\n\n', '']],
    ['empty lines', '\n\r\n\r', ['\n', '\r\n', '\r', '']],
    ['nothing', '', ['']],
  ])('cuts behind blank lines, of %s', (_name, text, parts) => {
    expect(split([utf8(text)])).toEqual({ parts, code: undefined });
  });

  it('gives all bytes, and the same lines, however they are cut', async () => {
    const text = fc
      .array(fc.constantFrom('a', ':', 'é', '\n', '\r', '\r\n'), { maxLength: 60 })
      .map((all) => all.join(''));
    const law = fc.property(text, fc.array(fc.nat()), (all, cuts) => {
      const whole = split([utf8(all)]).parts;
      const { parts } = split(chunksOf(utf8(all), cuts));
      expect(parts.join('')).toBe(all);
      // LF of a CR LF that is cut comes with the next part
      const lines = (some: readonly string[]) =>
        some.map((part) => part.split(/\r\n|\r|\n/).filter((line) => line !== ''));
      expect(lines(parts).filter((part) => part.length > 0)).toEqual(lines(whole).filter((part) => part.length > 0));
    });
    await fc.assert(law, { numRuns: 500 });
  });

  it('gives what is whole before a limit, wherever chunks end', () => {
    const stream = utf8('a\n\nb\n\ncccc\n\n');
    for (const cuts of [[], [1], [4, 7], stream.keys()]) {
      expect(split(chunksOf(stream, [...cuts]), { eventBytes: 4, limitBytes: 100 })).toEqual({
        parts: ['a\n\n', 'b\n\n'],
        code: 'upstream_too_large',
      });
      expect(split(chunksOf(stream, [...cuts]), { eventBytes: 100, limitBytes: 11 })).toEqual({
        parts: ['a\n\n', 'b\n\n'],
        code: 'upstream_too_large',
      });
      expect(split(chunksOf(stream, [...cuts]), { eventBytes: 6, limitBytes: 12 }).code).toBeUndefined();
    }
  });

  it('keeps no hold on the chunks', () => {
    const chunk = utf8('a\n\n');
    const [part] = new ServerSentSplitter(WIDE).split(chunk);
    chunk.fill(0);
    expect(part).toEqual(utf8('a\n\n'));
  });
});
