import type { MediaType } from '@sallyport/core';
import type { SaidMedia } from './said-media.ts';

/** Of what the same container may hold, sound may be called a film and a film sound. */
const SAME: Readonly<Partial<Record<MediaType, MediaType>>> = { 'audio/mp4': 'video/mp4', 'audio/webm': 'video/webm' };

/**
 * What an attachment is: by its beginning, where all that is said of it agrees with that. `undefined` where anything does not, or nothing
 * is known. What is said chooses among what one container may be, and the names `mp4` and `webm` leave that choice to a type beside them.
 */
export function agreedType(sniffed: readonly MediaType[], said: readonly SaidMedia[]): MediaType | undefined {
  const types = [...new Set(said.filter((one) => one !== 'silent'))];
  const known = types.filter((one) => one !== undefined);
  if (known.length < types.length || !known.every((one) => fits(sniffed, one))) return undefined;
  const [first, second] = known.toSorted();
  if (first === undefined) return sniffed[0];
  if (known.length === 1) return sniffed.includes(first) ? first : sniffed[0];
  return known.length === 2 && second === SAME[first] ? first : undefined;
}

function fits(sniffed: readonly MediaType[], said: MediaType): boolean {
  // What says by its brand that it is sound alone may be called by its container.
  return sniffed.includes(said) || sniffed.some((one) => SAME[one] === said);
}
