import { isUuid, SallyportError } from '@sallyport/core';

/** The id of a review as it was typed in. Raises `review_unknown` for what is none. */
export function readReviewId(typed: string): string {
  const id = typed.trim().toLowerCase();
  if (!isUuid(id)) throw new SallyportError('review_unknown');
  return id;
}
