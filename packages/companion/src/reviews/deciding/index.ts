export type { DecideReview } from './decide-review.ts';
export type { DecisionOrder } from './decision-order.ts';
export { type Deciding, type DecidingParts, openDeciding } from './open-deciding.ts';
export { type People, peopleOf } from './people.ts';
export type { Reader } from './review-reader.ts';
export type { Reviewer } from './reviewer.ts';
export { startReviewTicker } from './start-review-ticker.ts';
