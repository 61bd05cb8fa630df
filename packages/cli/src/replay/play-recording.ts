import type { Writable } from 'node:stream';
import { type Frame, timeline } from '@sallyport/recording';
import { write } from '../terminal.ts';
import type { Pace } from './pace.ts';
import { RecordingView } from './recording-view.ts';

/** How a recording is played. */
export interface Playing {
  readonly stdout: Writable;
  readonly pace: Pick<Pace, 'wait'>;
  /** 2 is twice as fast, `Infinity` never waits. Default: as it was. */
  readonly speed?: number;
  /** Events of a stream as they are, in place of what they say. Default: not. */
  readonly raw?: boolean;
}

/** Plays a recording with its own timing, and gives `false` where somebody stopped it. */
export async function playRecording(frames: AsyncIterable<Frame>, playing: Playing): Promise<boolean> {
  const { stdout, pace, speed = 1, raw = false } = playing;
  const view = new RecordingView({ raw });
  for await (const { waitMs, frame } of timeline(frames, { speed })) {
    if (!(await pace.wait(waitMs))) {
      await write(stdout, '\n── stopped ──\n');
      return false;
    }
    await write(stdout, view.add(frame));
  }
  await write(stdout, view.end());
  return true;
}
