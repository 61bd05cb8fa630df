import { SallyportError } from '@sallyport/core';
import type { DraftItem, EventDraft, EventLog } from '../door/event-log.ts';
import type { ClientItem, SessionMark, Settled } from '../ledger/index.ts';

/** What a fake log took. */
export interface Recorded {
  readonly draft: EventDraft;
  readonly mark: SessionMark | undefined;
}

/**
 * An event log in memory, of the companion's own events, that can be away, record without saying so (`deaf`), or wait (`hold`). As in
 * the ledger, an event that may be there `once` is refused as `proof_replayed` under an id that is taken.
 */
export class FakeEventLog implements EventLog {
  readonly recorded: Recorded[] = [];
  state: 'here' | 'away' | 'deaf' = 'here';
  /** How often something was tried. */
  tries = 0;
  readonly #ids = new Set<string>();
  #held: PromiseWithResolvers<void> | undefined;

  /** Lets everything wait until what it gives is called. */
  hold(): () => void {
    const held = Promise.withResolvers<void>();
    this.#held = held;
    return () => {
      this.#held = undefined;
      held.resolve();
    };
  }

  /** Records, or raises `ledger_unavailable`. */
  async record(draft: EventDraft, mark?: SessionMark): Promise<void> {
    await this.commit([mark === undefined ? { draft } : { draft, session: mark }]);
  }

  /** Records, or raises `ledger_unavailable` or `proof_replayed`. */
  async commit(items: readonly (DraftItem | ClientItem)[]): Promise<readonly Settled[]> {
    this.tries += 1;
    await this.#held?.promise;
    if (this.state === 'away') throw new SallyportError('ledger_unavailable');
    const settled = items.map((item) => this.#take(item));
    if (this.state === 'deaf') throw new SallyportError('ledger_unavailable');
    return settled;
  }

  #take(item: DraftItem | ClientItem): Settled {
    if (!('draft' in item)) throw new SallyportError('event_invalid');
    const { draft, session, id = crypto.randomUUID(), once } = item;
    if (once === true && this.#ids.has(id)) throw new SallyportError('proof_replayed');
    this.#ids.add(id);
    this.recorded.push({ draft, mark: session });
    return { index: this.recorded.length - 1, treeSize: this.recorded.length, leafHash: new Uint8Array(32) };
  }
}
