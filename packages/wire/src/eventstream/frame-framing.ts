import type { EventFraming } from '../events/event-framing.ts';
import { readFrame } from './frame.ts';
import { frameEvent } from './frame-event.ts';
import { FrameSplitter } from './split-frames.ts';

/** The binary frames of Amazon's event streams. */
export const FRAME_FRAMING: EventFraming = Object.freeze<EventFraming>({
  mediaType: /^application\/vnd\.amazon\.eventstream$/i,
  openSplitter: (limits) => new FrameSplitter(limits),
  read: (bytes) => frameEvent(readFrame(bytes), bytes),
});
