import type { ReviewDemand } from '@sallyport/core';
import { counted } from './counted.ts';

/** Who must approve, and by when: `2 people of privacy or security approve within 1 h, and it is used within 15 min`. */
export function reviewLine({ groups, quorum, expiresIn, useWithin, stepUp, window }: ReviewDemand): string {
  const people = quorum === 1 ? '1 person' : `${quorum} people`;
  return [
    `${people} of ${groups.join(' or ')} must approve within ${duration(expiresIn)}; an approval serves for ${duration(useWithin)}`,
    ...(stepUp === undefined ? [] : [`reviewers must have logged in within ${duration(stepUp.maxAge)}`]),
    ...(window === undefined ? [] : [`they may approve for up to ${duration(window.most)}`]),
  ].join('\n');
}

function duration(seconds: number): string {
  if (seconds % 86_400 === 0) return counted(seconds / 86_400, 'day');
  if (seconds % 3_600 === 0) return counted(seconds / 3_600, 'hour');
  return seconds % 60 === 0 ? counted(seconds / 60, 'minute') : counted(seconds, 'second');
}
