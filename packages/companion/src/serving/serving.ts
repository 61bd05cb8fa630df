import { SallyportError } from '@sallyport/core';
import type { OpenSnapshot, Snapshot } from './snapshot.ts';

/** A snapshot that somebody works under. */
export interface Entered {
  readonly snapshot: Snapshot;
  /** Once the work has ended; a second time it does nothing. */
  readonly leave: () => void;
}

/** Which version is in force here. */
export interface Serving {
  /** The version in force. Raises `version_unavailable` while it could not be opened here. */
  current(): Snapshot;
  /** The same, for a call: what was opened for it stays open until the call leaves. */
  enter(): Entered;
  /** Whether there is one. */
  readonly ready: boolean;
  /** Puts a version in force. The one before is closed once its last call has left. */
  put(next: OpenSnapshot): void;
  /** Puts none in force: from now on calls are refused, and those under way go on. */
  refuse(): void;
  /** Closes all that is open, and waits for it. Whatever is in flight is finished. */
  close(): Promise<void>;
}

interface Held extends OpenSnapshot {
  /** Calls that work under it. */
  inside: number;
}

/** Serves nothing until a version is put in force. */
export function createServing(): Serving {
  let inForce: Held | undefined;
  const replaced = new Set<Held>();
  const closings = new Set<Promise<void>>();
  const shut = (held: Held) => {
    replaced.delete(held);
    // What its sockets still say concerns nobody any more.
    const closing = held
      .close()
      .catch(() => undefined)
      .finally(() => closings.delete(closing));
    closings.add(closing);
  };
  const replace = (next: Held | undefined) => {
    const before = inForce;
    inForce = next;
    if (before === undefined) return;
    replaced.add(before);
    if (before.inside === 0) shut(before);
  };
  const current = (): Held => {
    if (inForce === undefined) throw new SallyportError('version_unavailable');
    return inForce;
  };
  return Object.freeze({
    current: () => current().snapshot,
    enter: () => {
      const held = current();
      held.inside += 1;
      const leave = onlyOnce(() => {
        held.inside -= 1;
        if (held.inside === 0 && replaced.has(held)) shut(held);
      });
      return { snapshot: held.snapshot, leave };
    },
    get ready() {
      return inForce !== undefined;
    },
    put: (next) => replace({ ...next, inside: 0 }),
    refuse: () => replace(undefined),
    close: async () => {
      replace(undefined);
      for (const held of [...replaced]) shut(held);
      await Promise.all(closings);
    },
  } satisfies Serving);
}

function onlyOnce(work: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    work();
  };
}
