import { SallyportError } from '@sallyport/core';
import type { AdminAnswer } from '../admin/admin-answer.ts';
import type { AdminClient } from '../admin/admin-client.ts';
import { objectsOf, optionalText } from '../reviews/review-answer.ts';

/** What is asked for page by page. */
export interface PagedSearch {
  readonly path: '/v1/admin/sessions/search' | '/v1/admin/disclosures';
  readonly body: Readonly<Record<string, string>>;
  /** The member of an answer that holds what was found. */
  readonly member: string;
  /** How many are wanted; all, where it is absent. */
  readonly wanted?: number;
}

const PAGE = 200;

/**
 * Asks page after page until so many are found or there are no more, and gives each page's part. A page may be empty and go on: the companion looks at a
 * bounded number of sessions for each. Raises `companion_invalid`, and what the admin plane answers.
 */
export async function* pages(
  client: AdminClient,
  { path, body, member, wanted = Number.POSITIVE_INFINITY }: PagedSearch,
): AsyncGenerator<readonly AdminAnswer[]> {
  let cursor: string | undefined;
  let left = wanted;
  do {
    const limit = String(Math.min(PAGE, left));
    const answer = await client.call({
      method: 'POST',
      path,
      body: { ...body, limit, ...(cursor === undefined ? {} : { cursor }) },
    });
    const found = objectsOf(answer, member);
    const next = optionalText(answer, 'next');
    // Who gives the same place again would be asked for ever.
    if (next !== undefined && next === cursor) throw new SallyportError('companion_invalid');
    cursor = next;
    left -= found.length;
    yield found;
  } while (cursor !== undefined && left > 0);
}
