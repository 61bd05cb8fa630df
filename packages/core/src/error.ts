import { ERROR_CATALOGUE, type ErrorCode } from './error-catalogue.ts';
import type { ReviewState } from './review.ts';

const MARKER: unique symbol = Symbol.for('sallyport.error') as never;

/** What an error tells its caller beside its code. Nothing of it comes from a body. */
export interface ErrorDetails {
  /** The review that a call waits for. */
  readonly review?: ReviewPointer;
  /** After how many seconds trying again may help. */
  readonly retryAfter?: number;
  /** The policy's own message to callers, a constant of the operator's; or where in what an operator sent the fault lies, without a value of it. */
  readonly note?: string;
}

/** Where a review is looked at. */
export interface ReviewPointer {
  /** A UUID. */
  readonly id: string;
  /** The page that leads a reviewer to it. */
  readonly url: string;
  readonly state: ReviewState;
}

/**
 * The one error class of Sallyport. Its message is the catalogue's constant; nothing a caller sent can enter it.
 * `isSallyportError` recognises it across copies of this package.
 */
export class SallyportError extends Error {
  readonly code: ErrorCode;
  /** The HTTP status the error maps to. */
  readonly status: number;
  /** Whether trying again, unchanged, may help. */
  readonly retry: boolean;
  /** Where in the operator's own configuration the fault lies, `file:line:column what`; never a value. */
  readonly place: string | undefined;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails & { readonly place?: string } = {}) {
    const entry = ERROR_CATALOGUE[code];
    super(details.place === undefined ? entry.message : `${details.place}: ${entry.message}`);
    this.name = 'SallyportError';
    this.code = code;
    this.status = entry.status;
    this.retry = entry.retry;
    this.place = details.place;
    const { place: _, ...more } = details;
    this.details = Object.freeze(more);
    Object.defineProperty(this, MARKER, { value: true });
  }
}

/** Tells whether a value is a `SallyportError`, from this copy of the package or another. */
export function isSallyportError(value: unknown): value is SallyportError {
  return typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[MARKER] === true;
}

/** Gives the value back when it is a `SallyportError`, and otherwise one with `fallback` as its code, dropping all it said. */
export function asSallyportError(value: unknown, fallback: ErrorCode = 'internal'): SallyportError {
  return isSallyportError(value) ? value : new SallyportError(fallback);
}
