import type { Clock, EventFacts } from '@sallyport/core';
import type { ClientItem, Ledger, OwnItem, SessionMark, Settled } from '../ledger/index.ts';

/** What an event says, before it has an id and a time. */
export type EventDraft = Omit<EventFacts, 'id' | 'time'>;

/** An event of the companion to record, with what is kept beside it. */
export interface DraftItem extends Omit<OwnItem, 'facts'> {
  readonly draft: EventDraft;
  /** Default: a new UUID. */
  readonly id?: string;
}

/** Records events: each method resolves once they are durable, and raises what `Ledger.commit` does otherwise. */
export interface EventLog {
  record(draft: EventDraft, mark?: SessionMark): Promise<void>;
  /** Records several together, all or none, one after the other. */
  commit(items: readonly (DraftItem | ClientItem)[]): Promise<readonly Settled[]>;
}

/** An event log over the ledger: gives each event its UUID and its time. */
export function ledgerEventLog(ledger: Pick<Ledger, 'commit'>, clock: Clock): EventLog {
  const complete = ({ draft, id = crypto.randomUUID(), ...rest }: DraftItem): OwnItem => {
    const { identity, ...others } = draft;
    const who = identity === undefined ? {} : { identity: { issuer: identity.issuer, subject: identity.subject } };
    return { ...rest, facts: { ...others, ...who, id, time: clock.now() } };
  };
  const commit: EventLog['commit'] = (items) =>
    ledger.commit(items.map((item) => ('draft' in item ? complete(item) : item)));
  return {
    commit,
    record: async (draft, mark) => {
      await commit([mark === undefined ? { draft } : { draft, session: mark }]);
    },
  };
}
