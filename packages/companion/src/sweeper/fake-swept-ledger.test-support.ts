import { type EventFacts, SallyportError } from '@sallyport/core';
import { encodeEvent, type LedgerEvent } from '@sallyport/ledger';
import type { EventDraft, EventLog } from '../door/event-log.ts';
import type { SessionMark, UnclosedSession } from '../ledger/index.ts';
import type { SweptLedger } from './sweep.ts';

/** The intent of an invented call. */
export function intentFacts(sessionId: string, more: Partial<EventFacts> = {}): EventFacts {
  return {
    id: crypto.randomUUID(),
    kind: 'session.intent',
    time: 1_700_000_000_000,
    identity: { issuer: 'https://idp.example', subject: 'notes-app' },
    clientIp: '192.0.2.7',
    status: 'success',
    details: {
      sessionId,
      correlationId: '00000000-0000-4000-8000-000000000001',
      connection: 'openai',
      operation: 'embeddings.create',
      found: { NAME: 1 },
      bytesOut: 12,
    },
    ...more,
  };
}

/** The queries and closes a ledger got, and those that may happen beside them. */
export class FakeSweptLedger implements SweptLedger, Pick<EventLog, 'record'> {
  readonly recorded: EventDraft[] = [];
  readonly queries: { readonly openedBefore: number; readonly limit: number }[] = [];
  /** What a call raises, by session for `read` and `record`. */
  readonly faults = {
    query: undefined as Error | undefined,
    read: new Map<string, Error>(),
    record: new Map<string, Error>(),
  };
  /** Called before an intent is read. */
  beforeRead: (sessionId: string) => void | Promise<void> = () => undefined;
  /** The most that were being closed at once. */
  mostAtOnce = 0;
  #atOnce = 0;
  readonly #sessions = new Map<string, UnclosedSession>();
  readonly #events: LedgerEvent[] = [];

  /** Opens a session, by its intent, at a time in milliseconds since the epoch. */
  open(openedAt: number, facts: (sessionId: string) => EventFacts = intentFacts): string {
    const id = crypto.randomUUID();
    this.#sessions.set(id, { id, openedIndex: this.#events.length, openedAt: new Date(openedAt) });
    this.#events.push(encodeEvent(facts(id), { version: '0.0.0' }));
    return id;
  }

  /** Closes a session as the call itself would. */
  close(sessionId: string): void {
    this.#sessions.delete(sessionId);
  }

  /** The sessions that are still open. */
  get unclosed(): readonly string[] {
    return [...this.#sessions.keys()];
  }

  async unclosedSessions(query: { readonly openedBefore: number; readonly limit: number }) {
    this.queries.push(query);
    await new Promise(setImmediate);
    if (this.faults.query !== undefined) throw this.faults.query;
    return [...this.#sessions.values()]
      .filter(({ openedAt }) => openedAt.getTime() < query.openedBefore)
      .sort((one, other) => one.openedAt.getTime() - other.openedAt.getTime())
      .slice(0, query.limit);
  }

  async readEvent(index: number): Promise<LedgerEvent> {
    this.#atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce);
    try {
      const event = this.#events[index];
      const sessionId = event?.api.request?.uid ?? '';
      await this.beforeRead(sessionId);
      raise(this.faults.read.get(sessionId));
      if (event === undefined) throw new SallyportError('ledger_corrupt');
      return event;
    } finally {
      this.#atOnce -= 1;
    }
  }

  async record(draft: EventDraft, mark?: SessionMark): Promise<void> {
    const sessionId = draft.details.sessionId ?? '';
    raise(this.faults.record.get(sessionId));
    if (mark !== 'close' || !this.#sessions.delete(sessionId)) throw new SallyportError('request_invalid');
    this.recorded.push(draft);
  }
}

function raise(error: Error | undefined): void {
  if (error !== undefined) throw error;
}
