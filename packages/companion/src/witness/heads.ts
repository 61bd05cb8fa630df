import { createHash } from 'node:crypto';
import { SallyportError } from '@sallyport/core';
import type { Checkpoint } from '@sallyport/ledger';

/** The latest that a witness cosigned of one log. */
export interface Head extends Checkpoint {
  /** The checkpoint with the log's signature and the witness's own. */
  readonly note: string;
  /** Heads that a recovery put aside, as their notes, the oldest first. */
  readonly superseded: readonly string[];
}

/** What a witness remembers: one head for each log. */
export interface Heads {
  get(origin: string): Head | undefined;
  /**
   * Remembers a head, durably once this resolves. Raises `storage_locked` once another process took the folder over, and
   * `witness_corrupt` when it could not be
   * kept; for that log from then on, where it is not known whether it was, until a new start has read what is there.
   */
  put(head: Head): Promise<void>;
}

/** What a log is called in paths: the SHA-256 of its origin, lower-case hexadecimal. */
export function originHash(origin: string): string {
  return createHash('sha256').update(origin).digest('hex');
}

/** Where heads are kept. */
export interface HeadKeeping {
  /** Whether this process still has it to itself. */
  held(): boolean;
  /** Makes ready to keep a head. What fails here has changed nothing. */
  draft(head: Head): Promise<void>;
  /** Keeps it, durably once this resolves. When it fails it may be kept, or not. */
  commit(head: Head): Promise<void>;
}

/** Heads over something that keeps them; `initial` is what it has. */
export function createHeads(initial: readonly Head[], keeping: HeadKeeping): Heads {
  const heads = new Map(initial.map((head) => [head.origin, head]));
  const unsure = new Set<string>();
  return Object.freeze({
    get: (origin: string) => heads.get(origin),
    put: async (head: Head) => {
      if (!keeping.held()) throw new SallyportError('storage_locked');
      if (unsure.has(head.origin)) throw new SallyportError('witness_corrupt');
      try {
        await keeping.draft(head);
        // Until it is known which of the two heads is kept, nothing may be cosigned on top of either.
        unsure.add(head.origin);
        await keeping.commit(head);
      } catch {
        throw new SallyportError('witness_corrupt');
      }
      unsure.delete(head.origin);
      heads.set(head.origin, head);
    },
  });
}
