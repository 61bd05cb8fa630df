import type { Decided, Reviewed, Transformed } from '../exchange.ts';
import type { Door } from '../ports.ts';

/** Before a call that needs approval is transformed: gives it the secret of the call that was approved. Raises `review_unknown`. */
export async function recallSubject(door: Door, exchange: Decided): Promise<Decided> {
  if (door.reviews === 'behind' || exchange.decision.effect !== 'review') return exchange;
  const subject = await door.reviews.subjectOf(exchange);
  return subject === undefined ? exchange : Object.freeze({ ...exchange, subject });
}

/** Lets a call pass that needs no approval, or has it. Raises `review_*`. */
export async function review(door: Door, exchange: Transformed): Promise<Reviewed> {
  if (door.reviews === 'behind' || exchange.decision.effect !== 'review') return exchange;
  return Object.freeze({ ...exchange, approval: await door.reviews.approve(exchange) });
}
