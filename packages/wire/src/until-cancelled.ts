import { untilAborted } from '@sallyport/core';

/**
 * Gives what a source gives, until the signal: then raises `cancelled`. However it ends, the source is let go of; where the
 * signal ended it, without waiting, for a source that is busy may never answer.
 */
export async function* untilCancelled<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T, void> {
  const iterator = source[Symbol.asyncIterator]();
  let done = false;
  try {
    while (!done) {
      const step = await untilAborted(iterator.next(), signal);
      if (step.done) done = true;
      else yield step.value;
    }
  } finally {
    const released = done ? undefined : release(iterator);
    if (!signal.aborted) await released;
  }
}

async function release(iterator: AsyncIterator<unknown>): Promise<void> {
  try {
    await iterator.return?.();
  } catch {
    // Nothing more is read of it, so nothing can go wrong by it
  }
}
