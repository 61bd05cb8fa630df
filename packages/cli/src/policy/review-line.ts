import type { ReviewDemand } from '@sallyport/core';
import { durationWords } from './duration-words.ts';

/** Who must approve, and by when: `2 people of privacy or security must approve within 1 hour; …`. */
export function reviewLine({ groups, quorum, expiresIn, useWithin, stepUp, window }: ReviewDemand): string {
  const people = quorum === 1 ? '1 person' : `${quorum} people`;
  return [
    `${people} of ${groups.join(' or ')} must approve within ${durationWords(expiresIn)}; an approval serves for ${durationWords(useWithin)}`,
    ...(stepUp === undefined ? [] : [`reviewers must have logged in within ${durationWords(stepUp.maxAge)}`]),
    ...(window === undefined ? [] : [`they may approve for up to ${durationWords(window.most)}`]),
  ].join('\n');
}
