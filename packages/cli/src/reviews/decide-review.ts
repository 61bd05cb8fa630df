import { isSallyportError, SallyportError } from '@sallyport/core';
import { type AdminAnswer, textOf } from '../admin/admin-answer.ts';
import { type AdminCall, adminClient } from '../admin/admin-client.ts';
import { sessionPath } from '../admin/session-file.ts';
import { visibleLine } from '../scan/visible-text.ts';
import { type Terminal, write } from '../terminal.ts';
import { askJustification } from './ask-justification.ts';
import { readDuration } from './read-duration.ts';
import { readReviewId } from './read-review-id.ts';
import { approvalsOf, objectOf } from './review-answer.ts';

/** What is to be done about a review. */
export interface ReviewOrder {
  readonly verb: 'approve' | 'reject' | 'revoke';
  /** Its id. */
  readonly review: string;
  /** Asked for on a terminal when absent. */
  readonly justification?: string;
  /** How long a window shall last: `30m`, `4h`. */
  readonly window?: string;
}

/**
 * Decides a review, or takes its approval back, and says what came of it. Raises `request_invalid`, `justification_invalid`, `cancelled`, and
 * what the companion refuses with; `step_up_required` says how to log in again.
 */
export async function decideReview(order: ReviewOrder, terminal: Terminal): Promise<void> {
  const seconds = order.window === undefined ? undefined : readDuration(order.window);
  const client = await adminClient(sessionPath(terminal));
  const justification = order.justification ?? (await askJustification(terminal));
  const call = callOf({ ...order, justification, seconds });
  const review = objectOf(await client.call(call).catch(sayHow), 'review');
  await write(terminal.stdout, `${visibleLine(outcomeOf(review))}\n`);
}

function callOf(
  order: ReviewOrder & { readonly justification: string; readonly seconds: number | undefined },
): AdminCall {
  const { verb, review, justification, seconds } = order;
  // The companion takes no empty text, and refuses what has none.
  const body = { review_id: readReviewId(review), ...(justification === '' ? {} : { justification }) };
  if (verb === 'revoke') return { method: 'POST', path: '/v1/admin/reviews/revoke', body };
  const window = seconds === undefined ? {} : { window_seconds: String(seconds) };
  return { method: 'POST', path: '/v1/admin/reviews/decide', body: { ...body, decision: verb, ...window } };
}

function sayHow(cause: unknown): never {
  if (!isSallyportError(cause) || cause.code !== 'step_up_required') throw cause;
  throw new SallyportError('step_up_required', { place: 'log in again with `sallyport login --step-up`' });
}

function outcomeOf(review: AdminAnswer): string {
  const state = textOf(review, 'state');
  const until = textOf(review, 'expires_at');
  if (state === 'pending') return `noted; ${approvalsOf(review)} approved, it waits for others until ${until}`;
  if (state !== 'approved') return state === 'cancelled' ? 'revoked' : state;
  if (review.kind === 'after_the_fact') return 'approved, after the fact';
  return review.kind === 'window' ? `approved a window until ${until}` : `approved; to be used until ${until}`;
}
