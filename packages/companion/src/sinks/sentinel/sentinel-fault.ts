import { isSallyportError, SallyportError } from '@sallyport/core';

/** What went wrong with an upload: Azure will never take it, it took the token for none, it does not allow us to, or it may pass. */
export type SentinelFault = 'refused' | 'token' | 'credential' | 'unavailable';

const BY_STATUS: Readonly<Record<number, SentinelFault>> = Object.freeze({
  400: 'refused',
  401: 'token',
  403: 'credential',
  413: 'refused',
});
/** Of the rule, which may be mended, and of no row. */
const OF_THE_RULE = new Set(['InvalidStream', 'InvalidApiVersion', 'NotFound']);
const ORDER = ['refused', 'token', 'credential', 'unavailable'] as const;

interface UploadError {
  readonly code?: unknown;
  readonly statusCode?: unknown;
  readonly errors?: readonly { readonly cause?: unknown }[];
}

/** What an error of the client's means: where parts of an upload failed in several ways, the first that waiting will not mend. Its own text goes no further. */
export function judgeSentinelError(error: unknown): SentinelFault {
  if (isSallyportError(error)) return error.code.includes('credential') ? 'credential' : 'unavailable';
  if (typeof error !== 'object' || error === null) return 'unavailable';
  const { code, statusCode, errors } = error as UploadError;
  if (Array.isArray(errors)) {
    const faults = errors.map(({ cause }) => judgeSentinelError(cause));
    return ORDER.find((fault) => faults.includes(fault)) ?? 'unavailable';
  }
  if (typeof statusCode !== 'number' || OF_THE_RULE.has(String(code))) return 'unavailable';
  return BY_STATUS[statusCode] ?? 'unavailable';
}

/** The error of a fault. */
export function sentinelError(fault: SentinelFault): SallyportError {
  if (fault === 'refused') return new SallyportError('sink_refused');
  return new SallyportError(fault === 'unavailable' ? 'sink_unavailable' : 'sink_credential');
}
