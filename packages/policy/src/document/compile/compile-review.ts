import type { ReviewDemand } from '@sallyport/core';
import type { ReviewDocument } from '../document.ts';
import { secondsOf } from '../duration.ts';

const DEFAULTS = { quorum: 1, expiresIn: '1h', useWithin: '15m' } as const;

/** What a rule demands of reviewers, with defaults filled in and times in seconds. */
export function compileReview(document: ReviewDocument): ReviewDemand {
  const { groups, quorum, expiresIn, useWithin, stepUp, escalate, window, breakGlass, hold } = {
    ...DEFAULTS,
    ...document,
  };
  return {
    groups: [...groups],
    quorum,
    expiresIn: secondsOf(expiresIn),
    useWithin: secondsOf(useWithin),
    ...(stepUp === undefined ? {} : { stepUp: { ...stepUp, maxAge: secondsOf(stepUp.maxAge) } }),
    ...(escalate === undefined ? {} : { escalate: { ...escalate, after: secondsOf(escalate.after) } }),
    ...(window === undefined ? {} : { window: { most: secondsOf(window.most) } }),
    ...(breakGlass === undefined ? {} : { breakGlass: { groups: [...breakGlass.groups] } }),
    ...(hold === undefined ? {} : { hold: secondsOf(hold) }),
  };
}
