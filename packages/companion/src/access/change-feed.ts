import { type Clock, SallyportError } from '@sallyport/core';
import type { Log } from '../log/index.ts';
import type { SqlRunner } from '../storage/index.ts';
import { type AccessChange, changesAfter } from './access-change.ts';

/** What a feed works with. */
export interface ChangeFeedOptions {
  readonly database: SqlRunner;
  readonly clock: Clock;
  readonly log: Pick<Log, 'error'>;
  /** Told of each change once, as it is seen. */
  readonly apply: (change: AccessChange) => void;
  /** Told when the changes have not been seen for `blindAfterMs`, and again at each look until they are. */
  readonly blinded: () => void;
  /** Told when they are seen again. */
  readonly recovered: () => void;
  /** Milliseconds between two looks. */
  readonly everyMs: number;
  /** Milliseconds after which it is blind. */
  readonly blindAfterMs: number;
}

/**
 * Ids are given out in order, but their rows come to be seen as their transactions commit. None of ours lasts longer than the server's
 * bound on a statement and one on an idle transaction, 20 seconds together: for so long and some more a row is looked for behind others.
 */
const OVERLAP_MS = 30_000;

/** Clocks that differ: what is about to expire is still followed. */
const SLACK_MS = 60_000;

/**
 * Follows `access_change`: tells of each change once, in about the order of their ids. Time is measured by a clock that nobody sets, so
 * that a process which slept or was starved knows that it has not looked.
 */
export class ChangeFeed {
  readonly #options: ChangeFeedOptions;
  /** The changes told, by when each was first seen, oldest first: so long as they may be read again. */
  readonly #seen = new Map<number, number>();
  /** All up to this id were told, or will never be there. */
  #behind = 0;
  /** When the look that last succeeded began. */
  #lookedAt = Number.NEGATIVE_INFINITY;
  #wasBlind = false;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor(options: ChangeFeedOptions) {
    this.#options = options;
  }

  /** Reads what there is, and goes on following. Raises `ledger_unavailable`. */
  async start(): Promise<void> {
    await this.look();
    this.#timer = setInterval(() => void this.#tick(), this.#options.everyMs).unref();
  }

  /** Whether the changes have not been seen for too long. */
  get blind(): boolean {
    return performance.now() - this.#lookedAt > this.#options.blindAfterMs;
  }

  /** Looks once more, from now on: all that was committed before is told when it resolves. Raises `ledger_unavailable`. */
  look(): Promise<void> {
    if (this.#looking === undefined) {
      this.#looking = this.#read().finally(() => {
        this.#looking = undefined;
      });
      return this.#looking;
    }
    // The look that is going on may have begun too early: those who come meanwhile share the next.
    this.#next ??= this.#looking
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.look();
      });
    return this.#next;
  }

  /** Looks no more, and resolves once what it began has ended. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.allSettled([this.#looking, this.#next]);
  }

  /** Tells of a change that was made here, before it comes around. */
  tell(change: AccessChange): void {
    if (this.#seen.has(change.id)) return;
    this.#seen.set(change.id, performance.now());
    this.#options.apply(change);
  }

  async #tick(): Promise<void> {
    if (this.blind) this.#blinded();
    if (this.#looking !== undefined) return;
    // What fails is tried again at the next tick.
    await this.look().catch(() => undefined);
  }

  #blinded(): void {
    if (!this.#wasBlind) this.#options.log.error('ledger unavailable', new SallyportError('ledger_unavailable'));
    this.#wasBlind = true;
    this.#options.blinded();
  }

  async #read(): Promise<void> {
    const { database, clock } = this.#options;
    const began = performance.now();
    if (this.blind) this.#wasBlind = true;
    try {
      let [after, more] = [this.#behind, true];
      while (more) {
        const page = await changesAfter(database, { after, unexpiredAt: clock.now() - SLACK_MS });
        for (const change of page.changes) this.tell(change);
        after = page.changes.at(-1)?.id ?? after;
        more = page.more;
      }
    } catch {
      throw new SallyportError('ledger_unavailable');
    }
    if (this.#wasBlind) this.#options.recovered();
    this.#wasBlind = false;
    this.#lookedAt = began;
    this.#settle(began);
  }

  /** What was first seen long enough ago has nothing before it that could still come. */
  #settle(now: number): void {
    for (const [id, firstSeen] of this.#seen) {
      if (now - firstSeen < OVERLAP_MS) return;
      this.#seen.delete(id);
      this.#behind = Math.max(this.#behind, id);
    }
  }
}
