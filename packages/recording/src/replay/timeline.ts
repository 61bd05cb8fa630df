import { SallyportError } from '@sallyport/core';
import type { Frame } from '../frames/frame.ts';

/** A frame, and how long to wait before it is shown. */
export interface TimedFrame {
  /** Milliseconds since the frame before. */
  readonly waitMs: number;
  readonly frame: Frame;
}

/** How fast a recording is played. */
export interface TimelineOptions {
  /** 2 is twice as fast, `Infinity` never waits. Default: 1, as it was. */
  readonly speed?: number;
}

/**
 * The frames of a recording with the waits between them. It does not wait itself: who plays it can pause, and be stopped. Raises
 * `request_invalid` for a speed that is not above zero.
 */
export async function* timeline(
  frames: AsyncIterable<Frame>,
  { speed = 1 }: TimelineOptions = {},
): AsyncGenerator<TimedFrame> {
  if (!(speed > 0)) throw new SallyportError('request_invalid');
  let before = 0;
  for await (const frame of frames) {
    // The clock that counted may have been set back meanwhile.
    const at = Math.max(before, 'at' in frame ? frame.at : 0);
    yield { waitMs: (at - before) / speed, frame };
    before = at;
  }
}
