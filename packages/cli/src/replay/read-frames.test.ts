import { utf8 } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { readFrames } from './read-frames.ts';
import { all, each, linesOf, sampleFrames } from './sample-recording.test-support.ts';

const FRAMES = sampleFrames({ pieces: ['a', 'ü'.repeat(100), Uint8Array.of(0xff)] });
const [header, request, ...rest] = FRAMES;

async function read(text: string, size = 7) {
  const bytes = utf8(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.slice(at * size, at * size + size),
  );
  return all(readFrames(each(chunks)));
}

describe('the frames of a recording', () => {
  it.each([1, 7, 1000, 100_000])('are read from pieces of %d bytes', async (size) => {
    expect(await read(linesOf(FRAMES), size)).toEqual(FRAMES);
  });

  it('need no end: then it was cut', async () => {
    expect(await read(linesOf(FRAMES.slice(0, -1)))).toEqual(FRAMES.slice(0, -1));
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['an empty line', '\n'],
    ['no JSON', 'hello\n'],
    ['half a line at the end', linesOf(FRAMES).slice(0, -5)],
    ['no header', linesOf([request, ...rest])],
    ['a second header', linesOf([header, header, request, ...rest])],
    ['something after the end', linesOf([...FRAMES, request])],
    ['a member that no frame has', linesOf([{ ...header, more: 1 }])],
    ['a line beyond all bounds', `{"type":"${'x'.repeat(1_100_000)}`],
  ])('are none of %s', async (_, text) => {
    await expect(read(text, 50_000)).rejects.toMatchObject({ code: 'recording_corrupt' });
  });
});
