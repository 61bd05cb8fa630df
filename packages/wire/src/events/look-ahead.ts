import { SallyportError } from '@sallyport/core';
import type { EventStreamOptions } from './event-stream.ts';
import type { LookAhead } from './sliding-text.ts';

const DEFAULT_LOOK_AHEAD = 96;

/** How much more than the look-ahead is held at most: a text is judged again after so much at the latest. */
const STEP = 16;

/** A sentence that does not end is held so far, and then judged with so much before the end of what is known. */
const SENTENCE: LookAhead = Object.freeze({ ahead: 1024, hold: 4096 });

/** What an option of a stream means, in UTF-16 code units. Throws `internal` of what is no whole number from 1 on. */
export function lookAheadOf(option: EventStreamOptions['lookAhead'] = DEFAULT_LOOK_AHEAD): LookAhead {
  if (option === 'sentence') return SENTENCE;
  if (!Number.isSafeInteger(option) || option < 1) throw new SallyportError('internal');
  return { ahead: option, hold: option + STEP };
}
