import { isUuid, REVIEW_HEADER, REVIEW_STATES, type ReviewPointer, type ReviewState } from '@sallyport/core';
import type { Reply } from '@sallyport/pipeline';
import { readObject, refusalCode } from '../companion/refusal-code.ts';

/** A review as its requester sees it. */
export interface ReviewView extends ReviewPointer {
  /** Milliseconds since the Unix epoch: of a pending one the end of the wait, of an approved one that of the approval. */
  readonly expiresAt: number;
  /** How many people have approved, of how many. */
  readonly approvals: { readonly given: number; readonly quorum: number };
}

const MAX_URL = 2048;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;

/** The review that a refused call waits for; `undefined` for any other answer, and where it is not named as it must be. */
export function reviewAsked({ status, headers, body }: Reply): ReviewPointer | undefined {
  if (status !== 403 || refusalCode(body) !== 'review_required') return undefined;
  const pointer = readPointer(readObject(body).review);
  return pointer?.id === headers[REVIEW_HEADER] ? pointer : undefined;
}

/** Reads the answer to a question about a review; `undefined` for what is none, or another one. */
export function readReview(body: Uint8Array, id: string): ReviewView | undefined {
  const { review } = readObject(body);
  const pointer = readPointer(review);
  const { expires_at: expires, approvals } = record(review);
  const { given, quorum } = record(approvals);
  const expiresAt = typeof expires === 'string' && ISO_TIME.test(expires) ? Date.parse(expires) : Number.NaN;
  if (pointer?.id !== id || Number.isNaN(expiresAt) || !isCount(given) || !isCount(quorum)) return undefined;
  return Object.freeze({ ...pointer, expiresAt, approvals: Object.freeze({ given, quorum }) });
}

function readPointer(value: unknown): ReviewPointer | undefined {
  const { id, url, state } = record(value);
  if (typeof id !== 'string' || !isUuid(id) || !isWebUrl(url) || !isState(state)) return undefined;
  return Object.freeze({ id, url, state });
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

/** People are led there. */
function isWebUrl(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > MAX_URL || !URL.canParse(value)) return false;
  return /^https?:$/.test(new URL(value).protocol);
}

function isState(value: unknown): value is ReviewState {
  return (REVIEW_STATES as readonly unknown[]).includes(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
