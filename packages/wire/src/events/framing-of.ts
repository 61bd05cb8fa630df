import { FRAME_FRAMING } from '../eventstream/frame-framing.ts';
import type { EventShapes } from '../operations/event-shapes.ts';
import type { EventFraming } from './event-framing.ts';
import { SSE_FRAMING } from './sse-framing.ts';

/** How events of these shapes stand on the wire. */
export function framingOf({ framing }: EventShapes): EventFraming {
  return framing === 'frames' ? FRAME_FRAMING : SSE_FRAMING;
}
