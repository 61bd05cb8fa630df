import { SallyportError } from '@sallyport/core';

/** Waits for work that cannot be stopped, no longer than until it is cancelled: it may go on, unseen. Raises `cancelled`, and what the work does. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(new SallyportError('cancelled'));
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
    work.catch(() => undefined);
  }
}
