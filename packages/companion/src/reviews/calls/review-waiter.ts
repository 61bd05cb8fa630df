import { asSallyportError, type Clock } from '@sallyport/core';
import type { ReviewStore } from './review-store.ts';

/** Waits for people. */
export interface ReviewWaiter {
  /**
   * Resolves when a review waits for people no more, on whichever replica that was decided, or its time is over; and at the latest after so
   * many milliseconds, when the waiter closes, or at once when too many wait already. What became of it, its row tells. Raises the
   * signal's reason, or `cancelled`.
   */
  wait(id: string, options: { readonly forMs: number; readonly signal: AbortSignal }): Promise<void>;
  /** A review was decided here: who waits for it is told now. Raises nothing. */
  wake(id: string): void;
  /** Nobody waits any more. */
  close(): void;
  readonly closed: boolean;
}

/** What a waiter works with. */
export interface ReviewWaiterParts {
  readonly store: Pick<ReviewStore, 'settled'>;
  /** One that never goes back. */
  readonly clock: Clock;
  /** How many may wait at once. */
  readonly most: number;
  /** Milliseconds between two looks. Default 250. */
  readonly everyMs?: number;
}

/** Timers take no more. */
const LONGEST_MS = 2_147_483_647;

/** One query asks for all that are waited for, every so often, and none when nobody waits. */
export function reviewWaiter(parts: ReviewWaiterParts): ReviewWaiter {
  const waiting = new Map<string, Set<() => void>>();
  const looks = lookingAfter(parts, waiting);
  let [count, closed] = [0, false];
  return {
    get closed() {
      return closed;
    },
    wait: async (id, { forMs, signal }) => {
      if (signal.aborted) throw asSallyportError(signal.reason, 'cancelled');
      if (closed || count >= parts.most || forMs <= 0) return;
      count += 1;
      try {
        await new Promise<void>((resolve) => waitFor(waiting, { id, resolve, forMs, signal, began: looks.begin }));
      } finally {
        count -= 1;
        if (count === 0) looks.end();
      }
      if (signal.aborted) throw asSallyportError(signal.reason, 'cancelled');
    },
    wake: (id) => {
      for (const resolve of [...(waiting.get(id) ?? [])]) resolve();
    },
    close: () => {
      closed = true;
      for (const resolve of [...waiting.values()].flatMap((all) => [...all])) resolve();
    },
  };
}

type Waiting = Map<string, Set<() => void>>;

interface Wait {
  readonly id: string;
  readonly resolve: () => void;
  readonly forMs: number;
  readonly signal: AbortSignal;
  readonly began: () => void;
}

function waitFor(waiting: Waiting, { id, resolve, forMs, signal, began }: Wait): void {
  const others = waiting.get(id) ?? new Set();
  const done = (): void => {
    clearTimeout(timer);
    signal.removeEventListener('abort', done);
    others.delete(done);
    if (others.size === 0 && waiting.get(id) === others) waiting.delete(id);
    resolve();
  };
  const timer = setTimeout(done, Math.min(forMs, LONGEST_MS));
  signal.addEventListener('abort', done, { once: true });
  waiting.set(id, others.add(done));
  began();
}

/** Looks every so often, one look at a time, from the first that begins to wait until the last has ended. */
function lookingAfter({ store, clock, everyMs = 250 }: ReviewWaiterParts, waiting: Waiting) {
  let timer: NodeJS.Timeout | undefined;
  let looking = false;
  const look = async (): Promise<void> => {
    if (looking || waiting.size === 0) return;
    looking = true;
    // What fails is tried again at the next look; each who waits has an end of its own.
    const settled = await store.settled([...waiting.keys()], clock.now()).catch(() => []);
    looking = false;
    for (const id of settled) for (const done of [...(waiting.get(id) ?? [])]) done();
  };
  return {
    begin: () => {
      timer ??= setInterval(() => void look(), everyMs);
    },
    end: () => {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
