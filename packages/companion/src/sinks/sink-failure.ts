import { type ErrorCode, SallyportError } from '@sallyport/core';
import { upstreamFailure } from '../upstream/upstream-failure.ts';
import type { SinkParts } from './sink.ts';

const SAME: ReadonlySet<ErrorCode> = new Set(['sink_refused', 'sink_unavailable', 'sink_credential']);
const CREDENTIAL: ReadonlySet<ErrorCode> = new Set(['upstream_credential', 'credential_unavailable']);

/** Whose failure it is, and where it is told. */
export interface FailureOf {
  readonly sink: string;
  readonly log: SinkParts['log'];
}

/**
 * What a sink raises of a failure on the way out: `sink_credential` where the other side refuses who we are or there is nothing to say it with,
 * otherwise `sink_unavailable`; the log has what it was. What is a sink's failure already stays as it is.
 */
export function sinkFailure(cause: unknown, { sink, log }: FailureOf): SallyportError {
  const failure = upstreamFailure(cause);
  if (SAME.has(failure.code)) return failure;
  log.warn('sink failed', { sink, code: failure.code });
  return new SallyportError(CREDENTIAL.has(failure.code) ? 'sink_credential' : 'sink_unavailable');
}
