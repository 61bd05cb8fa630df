import { ERROR_CATALOGUE, type ErrorCode } from './error-catalogue.ts';

const MARKER: unique symbol = Symbol.for('sallyport.error') as never;

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

  constructor(code: ErrorCode, details: { readonly place?: string } = {}) {
    const entry = ERROR_CATALOGUE[code];
    super(details.place === undefined ? entry.message : `${details.place}: ${entry.message}`);
    this.name = 'SallyportError';
    this.code = code;
    this.status = entry.status;
    this.retry = entry.retry;
    this.place = details.place;
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
