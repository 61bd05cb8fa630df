import { joinBytes, utf8 } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { all, each } from '../segments/recording.test-support.ts';
import { bodyFrames, FRAME_BYTES } from './body-frames.ts';
import { bodyBytes, bodyPieces } from './body-pieces.ts';
import { readFrame } from './read-frame.ts';

/** Frames as they are read again. */
const framesOf = (...pieces: readonly Uint8Array[]) =>
  pieces.flatMap((bytes, at) => [...bodyFrames('answer', at, bytes)]).map((frame) => readFrame(JSON.stringify(frame)));
const kinds = (...pieces: readonly Uint8Array[]) =>
  framesOf(...pieces).map((frame) => ('text' in frame ? 'text' : 'base64'));

describe('the frames of a body', () => {
  it('give its pieces back, to the byte, also where one ends within a character', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 }).map((value) => utf8(value.toWellFormed()));
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(240), { maxLength: 8 }), async (bytes, cuts) => {
        const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
        const pieces = places.slice(1).map((end, at) => bytes.subarray(places[at], end));
        const back = await all(bodyPieces(each(framesOf(...pieces)), 'answer'));
        expect(back.map((piece) => Buffer.from(piece.bytes).toString('hex'))).toEqual(
          pieces.filter(({ length }) => length > 0).map((piece) => Buffer.from(piece).toString('hex')),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('are one piece where they are cut, which they never are within a character', async () => {
    for (const character of ['é', '€', '𝒳', 'x']) {
      const bytes = utf8(`a${character.repeat(FRAME_BYTES / 2)}`);
      const frames = framesOf(bytes);
      expect(frames.length).toBeGreaterThanOrEqual(2 - Number(character === 'x'));
      expect(new Set(kinds(bytes))).toEqual(new Set(['text']));
      const back = await all(bodyPieces(each(frames), 'answer'));
      expect(back.map(({ at, bytes: { length } }) => [at, length])).toEqual([[0, bytes.length]]);
      expect(joinBytes(frames.flatMap((frame) => (frame.type === 'body' ? [bodyBytes(frame)] : [])))).toEqual(bytes);
    }
  });

  it('are text where it is any, and shorter so', () => {
    expect(kinds(utf8('{"a":"b"}'), Uint8Array.of(0xc3), Uint8Array.of(0xa9), utf8('\u0001'.repeat(9)))).toEqual([
      'text',
      'base64',
      'base64',
      'base64',
    ]);
    expect(framesOf(new Uint8Array(0))).toEqual([]);
  });

  it('are text unless base64 is shorter than it is in JSON, to the character', () => {
    const text = fc.string({
      unit: fc.constantFrom('"', '\\', '\n', '\b', '\u0001', '\u001f', '\u007f', 'a', 'é'),
      maxLength: 40,
    });
    fc.assert(
      fc.property(text, (value) => {
        const bytes = utf8(value);
        const isLong = JSON.stringify(value).length > Math.ceil(bytes.length / 3) * 4 + bytes.length;
        expect(kinds(bytes)).toEqual(bytes.length === 0 ? [] : [isLong ? 'base64' : 'text']);
      }),
      { numRuns: 1_000 },
    );
  });

  it('keep a byte order mark', async () => {
    const bytes = Uint8Array.of(0xef, 0xbb, 0xbf, 0x61);
    expect(await all(bodyPieces(each(framesOf(bytes)), 'answer'))).toEqual([{ at: 0, bytes }]);
  });

  it('of the other body are passed over', async () => {
    expect(await all(bodyPieces(each(framesOf(utf8('a'))), 'request'))).toEqual([]);
  });
});
