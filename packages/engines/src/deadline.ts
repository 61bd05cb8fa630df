import { asSallyportError, SallyportError, untilAborted } from '@sallyport/core';

/**
 * Does work that is told to stop when the caller's signal is aborted or the time is up, and is not waited for any longer then.
 * Raises `cancelled`, `engine_timeout`, what error of ours the work raises, and `engine_unavailable` for any other, dropping all it said.
 */
export async function withinDeadline<T>(
  work: (signal: AbortSignal) => Promise<T>,
  { signal, timeoutMs }: { readonly signal: AbortSignal; readonly timeoutMs: number },
): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), timeoutMs);
  const until = AbortSignal.any([signal, late.signal]);
  try {
    if (signal.aborted) throw new SallyportError('cancelled');
    return await untilAborted(work(until), until);
  } catch (cause) {
    if (signal.aborted) throw new SallyportError('cancelled');
    if (late.signal.aborted) throw new SallyportError('engine_timeout');
    throw asSallyportError(cause, 'engine_unavailable');
  } finally {
    clearTimeout(timer);
  }
}
