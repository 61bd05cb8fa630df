import { fromUtf8, SallyportError } from '@sallyport/core';
import type { Frame } from '../frames/frame.ts';
import { readFrame } from '../frames/read-frame.ts';
import { SegmentCipher, type SegmentCipherOptions } from './segment-cipher.ts';

/**
 * The frames of stored segments, given in their order, in the memory of one segment. A recording that a crash has cut
 * gives what there is of it, and no end frame. Raises `recording_corrupt` where a segment was changed, exchanged, left out, is another
 * session's or was sealed with another key, where its lines are no frames, and where something follows the end.
 */
export async function* readRecording(
  segments: AsyncIterable<Uint8Array>,
  options: SegmentCipherOptions,
): AsyncGenerator<Frame> {
  const cipher = new SegmentCipher(options);
  let index = 0;
  let ended = false;
  for await (const jwe of segments) {
    const { lines, last } = await cipher.open(jwe, index);
    const frames = framesOf(lines);
    if (ended || !areInPlace(frames, { last, first: index === 0, id: options.id })) {
      throw new SallyportError('recording_corrupt');
    }
    yield* frames;
    index += 1;
    ended = last;
  }
}

function framesOf(lines: Uint8Array): readonly Frame[] {
  try {
    const texts = fromUtf8(lines).split('\n');
    if (texts.pop() !== '') throw new SallyportError('recording_corrupt');
    return texts.map(readFrame);
  } catch {
    throw new SallyportError('recording_corrupt');
  }
}

/** The header of this session is the first frame, and only that; the end is the last, and only that. */
function areInPlace(
  frames: readonly Frame[],
  { first, last, id }: { readonly first: boolean; readonly last: boolean; readonly id: string },
): boolean {
  return (
    frames.length > 0 &&
    frames.every((frame, at) => {
      const begins = first && at === 0;
      const ends = last && at === frames.length - 1;
      const inPlace = (frame.type === 'header') === begins && (frame.type === 'end') === ends;
      return inPlace && (frame.type !== 'header' || frame.session === id);
    })
  );
}
