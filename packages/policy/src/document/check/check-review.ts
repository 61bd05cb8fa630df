import { MAX_WINDOW_SECONDS } from '@sallyport/core';
import type { ReviewDocument } from '../document.ts';
import { secondsOf } from '../duration.ts';
import type { PolicyFault } from '../fault.ts';

const DAY = 86_400;

/** What is wrong with a review whose shape is right: durations beyond their bounds. */
export function* checkReview(review: ReviewDocument, path: PolicyFault['path']): Iterable<PolicyFault> {
  const { expiresIn = '1h', useWithin, stepUp, escalate, window, hold } = review;
  const bounds = [
    [['expiresIn'], expiresIn, 30 * DAY, '30d'],
    [['useWithin'], useWithin, DAY, '1d'],
    [['stepUp', 'maxAge'], stepUp?.maxAge, DAY, '1d'],
    [['window', 'most'], window?.most, MAX_WINDOW_SECONDS, '8h'],
    [['hold'], hold, 120, '120s'],
  ] as const;
  for (const [steps, duration, most, asked] of bounds) {
    if (duration !== undefined && secondsOf(duration) > most) {
      yield { path: [...path, ...steps], message: `must be a duration of at most ${asked}` };
    }
  }
  if (escalate !== undefined && secondsOf(escalate.after) >= secondsOf(expiresIn)) {
    yield { path: [...path, 'escalate', 'after'], message: 'must be less than expiresIn' };
  }
}
