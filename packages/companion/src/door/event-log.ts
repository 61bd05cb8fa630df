import type { Clock, EventFacts } from '@sallyport/core';
import type { Ledger, SessionMark } from '../ledger/index.ts';

/** What an event says, before it has an id and a time. */
export type EventDraft = Omit<EventFacts, 'id' | 'time'>;

/** Records events: each method resolves once the event is durable, and raises `ledger_unavailable` or `overloaded` otherwise. */
export interface EventLog {
  record(draft: EventDraft, mark?: SessionMark): Promise<void>;
}

/** An event log over the ledger: gives each event its UUID and its time. */
export function ledgerEventLog(ledger: Pick<Ledger, 'append'>, clock: Clock): EventLog {
  return {
    record: async ({ identity, ...draft }, mark) => {
      const who = identity === undefined ? {} : { identity: { issuer: identity.issuer, subject: identity.subject } };
      const facts: EventFacts = { ...draft, ...who, id: crypto.randomUUID(), time: clock.now() };
      await ledger.append(facts, mark === undefined ? {} : { session: mark });
    },
  };
}
