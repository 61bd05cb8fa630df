import type { Intended, Reply } from '@sallyport/pipeline';
import { sealOriginal } from '../originals/seal-original.ts';
import { reviewAsked } from '../reviews/read-review.ts';
import { ReviewWait, type ReviewWaiting } from '../reviews/review-wait.ts';
import type { SendOptions } from './attempt-options.ts';
import { sendCall } from './send-call.ts';

export type { Fetch } from './attempt-options.ts';

/** What forwarding needs. */
export interface ForwardOptions extends SendOptions {
  readonly waiting: ReviewWaiting;
}

/**
 * Sends a call to the companion. One that people must approve waits until they have, and then the very same bytes are sent again, under a new proof and with a new salt.
 * Where policy records originals it is sealed first, once.
 * Raises as `sealOriginal` and `sendCall` do, `review_*` when it is not approved, and `shutting_down`.
 */
export async function forward(exchange: Intended, { waiting, ...options }: ForwardOptions): Promise<Reply> {
  const original = await sealOriginal(exchange);
  const wait = new ReviewWait(waiting, exchange);
  try {
    for (let approved: string | undefined; ; ) {
      const { reply, grant } = await sendCall(exchange, options, { original, review: approved });
      const review = reviewAsked(reply);
      const caller = { client: options.client, identity: grant.identity };
      if (review === undefined || !(await wait.approved(review, caller))) return reply;
      approved = review.id;
    }
  } finally {
    wait.end();
  }
}
