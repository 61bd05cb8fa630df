import { SallyportError } from '@sallyport/core';

/**
 * What `begin` gives, to be iterated once. Ending the iteration, or `signal`, ends the work whatever it waits for: `begin` is
 * given a signal that tells it. A second iteration throws `internal`.
 */
export function stoppable<T>(
  begin: (signal: AbortSignal) => AsyncGenerator<T, void>,
  signal: AbortSignal | undefined,
): AsyncIterable<T> {
  const stop = new AbortController();
  let begun = false;
  return {
    [Symbol.asyncIterator]: () => {
      if (begun) throw new SallyportError('internal');
      begun = true;
      return iteratorOf(begin(signal === undefined ? stop.signal : AbortSignal.any([stop.signal, signal])), stop);
    },
  };
}

function iteratorOf<T>(items: AsyncGenerator<T, void>, stop: AbortController): AsyncIterator<T, void> {
  let waiting = false;
  return {
    next: async () => {
      waiting = true;
      try {
        return await items.next();
      } finally {
        waiting = false;
      }
    },
    return: () => {
      // A generator that waits would hear of its end only when it waits no more
      if (waiting) stop.abort();
      return items.return();
    },
  };
}
