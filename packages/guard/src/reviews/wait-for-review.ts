import { setTimeout as pause } from 'node:timers/promises';
import {
  asSallyportError,
  type ErrorCode,
  type ReviewPointer,
  type ReviewState,
  SallyportError,
} from '@sallyport/core';
import { backoff } from '../delivery/backoff.ts';
import type { ReviewProgress } from './pending-review.ts';
import type { ReviewCalls } from './review-calls.ts';

/** What a review is waited for with. */
export interface WaitOptions {
  readonly calls: Pick<ReviewCalls, 'look'>;
  readonly progress: Pick<ReviewProgress, 'note'>;
  /** Ends the wait at once, with its reason. */
  readonly signal: AbortSignal;
}

/** The least time from one look to the next, whatever the companion says, and the longest pause after failures. Milliseconds. */
const LEAST_MS = 1_000;
const LONGEST_PAUSE_MS = 10_000;

/** What a call becomes whose review ended so. */
const ENDS: Readonly<Partial<Record<ReviewState, ErrorCode>>> = {
  rejected: 'review_rejected',
  expired: 'review_expired',
  cancelled: 'review_cancelled',
  used: 'review_used',
};

/**
 * Waits until a review is approved, through restarts of the companion and failures of the network. Raises `review_rejected`, `review_expired`,
 * `review_cancelled`, `review_used` with a pointer to it, what the companion refuses the question with, `companion_invalid` for an answer that
 * cannot be read, and the signal's reason.
 */
export async function waitForReview(asked: ReviewPointer, options: WaitOptions): Promise<void> {
  try {
    await untilApproved(asked, options);
  } catch (cause) {
    const { signal } = options;
    throw signal.aborted ? asSallyportError(signal.reason, 'cancelled') : asSallyportError(cause);
  }
}

async function untilApproved(asked: ReviewPointer, options: WaitOptions): Promise<void> {
  let failures = 0;
  // The first look is answered at once, so that the application learns of the review.
  for (let patient = false; ; ) {
    const began = performance.now();
    const { state, laterMs } = await tryToLook(options, patient);
    if (state === 'approved') return;
    if (state !== undefined) assertOpen({ ...asked, state });
    failures = state === undefined ? failures + 1 : 0;
    const pauseMs = state === undefined ? pauseAfter(failures, laterMs) : patient ? Math.max(LEAST_MS, laterMs) : 0;
    patient ||= state !== undefined;
    // What was waited with at the companion is not waited again.
    await rest(pauseMs - (performance.now() - began), options.signal);
  }
}

function assertOpen(review: ReviewPointer): void {
  const end = ENDS[review.state];
  if (end !== undefined) throw new SallyportError(end, { review });
}

interface Looked {
  /** Absent where nobody could tell. */
  readonly state?: ReviewState;
  readonly laterMs: number;
}

async function tryToLook({ calls, progress, signal }: WaitOptions, patient: boolean): Promise<Looked> {
  try {
    const { review, laterMs } = await calls.look({ signal, patient });
    progress.note(review);
    return { state: review.state, laterMs };
  } catch (cause) {
    const error = asSallyportError(cause);
    if (signal.aborted || !error.retry) throw error;
    return { laterMs: (error.details.retryAfter ?? 0) * 1000 };
  }
}

function pauseAfter(failures: number, laterMs: number): number {
  return Math.max(laterMs, Math.min(LONGEST_PAUSE_MS, backoff(failures)));
}

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await pause(ms, undefined, { signal });
}
