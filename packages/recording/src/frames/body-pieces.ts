import { fromBase64, joinBytes, SallyportError, utf8 } from '@sallyport/core';
import type { BodyFrame, Frame } from './frame.ts';

/** A piece of a body, as it was given. */
export interface BodyPiece {
  /** Milliseconds since the recording began. */
  readonly at: number;
  readonly bytes: Uint8Array;
}

/** The exact bytes of a frame. Raises `recording_corrupt` where it holds none. */
export function bodyBytes({ text, base64 }: BodyFrame): Uint8Array {
  const bytes = text === undefined ? fromBase64(base64 ?? '.') : utf8(text);
  if (bytes === undefined) throw new SallyportError('recording_corrupt');
  return bytes;
}

/** The pieces of one of the bodies, in the sizes in which they were given to `bodyFrames`: those of an answer are its chunks. */
export async function* bodyPieces(frames: AsyncIterable<Frame>, of: BodyFrame['of']): AsyncGenerator<BodyPiece> {
  let at = 0;
  let held: Uint8Array[] = [];
  for await (const frame of frames) {
    if (frame.type !== 'body' || frame.of !== of) continue;
    if (held.length > 0 && !frame.more) yield { at, bytes: joinBytes(held) };
    if (!frame.more) {
      at = frame.at;
      held = [];
    }
    held.push(bodyBytes(frame));
  }
  if (held.length > 0) yield { at, bytes: joinBytes(held) };
}
