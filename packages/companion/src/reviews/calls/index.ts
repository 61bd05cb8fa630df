export { callReviews } from './call-reviews.ts';
export { type CallerReviews, callerReviews } from './caller-reviews.ts';
export { reviewStore } from './review-store.ts';
export { type ReviewWaiter, reviewWaiter } from './review-waiter.ts';
