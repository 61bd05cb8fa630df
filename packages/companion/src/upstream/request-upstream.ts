import { SallyportError } from '@sallyport/core';
import type { Dispatcher } from 'undici';
import { AnswerCollector, type UpstreamAnswer } from './answer-collector.ts';

/** What bounds an exchange with a provider. */
export interface RequestBounds {
  /** The most bytes of an answer's body that is taken whole. */
  readonly limit: number;
  /** From sending to the answer's last byte, in milliseconds; of a stream, to its head, and from then on between two chunks. */
  readonly timeoutMs: number;
  /** Whether an answer of events is given as it comes. Default: no answer is. */
  readonly streams?: boolean;
  /** Aborted when nobody wants the answer any more; its reason is what is raised then. */
  readonly signal: AbortSignal;
}

/**
 * Sends a request and takes its answer in whole, without a stream in between, which would cost more than all else about it; unless it comes
 * in events. Rejects with `upstream_too_large` and `upstream_timeout`, which end the connection, and else with the dispatcher's own error.
 */
export async function requestUpstream(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  { limit, timeoutMs, streams = false, signal }: RequestBounds,
): Promise<UpstreamAnswer> {
  signal.throwIfAborted();
  const giveUp = () => collector.abort(signal.reason);
  const timer = setTimeout(() => collector.abort(new SallyportError('upstream_timeout')), timeoutMs);
  const over = () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  };
  const collector = new AnswerCollector({ limit, timeoutMs, streams, began: () => clearTimeout(timer), over });
  timer.unref();
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    dispatcher.dispatch(options, collector);
    return await collector.answer;
  } catch (cause) {
    over();
    throw cause;
  }
}
