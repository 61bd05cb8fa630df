import type { RecordingDetails } from '@sallyport/core';

/** What matters of one leaf. */
export interface LeafFacts {
  /** RFC 6962 §2.1, in base64url. */
  readonly hash: string;
  /** `client.intent` or the event's kind. */
  readonly kind: string;
  readonly correlationId?: string | undefined;
  readonly sessionId?: string | undefined;
  /** Of an event. */
  readonly status?: 'unknown' | 'success' | 'failure';
  /** Of an outcome: what it says of the session's recording. */
  readonly recording?: RecordingDetails | undefined;
}

/** What a ledger says of one session. */
export interface SessionTally {
  readonly correlationId: string | undefined;
  readonly intents: number;
  readonly outcomes: number;
  /** Of the last outcome. */
  readonly status?: LeafFacts['status'] | undefined;
  readonly recording?: RecordingDetails | undefined;
}

/** What a ledger says of a session that it does not know. */
export const NO_SESSION: SessionTally = { correlationId: undefined, intents: 0, outcomes: 0 };

/** Adds up what a ledger says, leaf by leaf, from the first on. */
export class LedgerTally {
  readonly #hashes: string[] = [];
  readonly #sessions = new Map<string, SessionTally>();
  readonly #clientOutcomes = new Map<string, number>();
  readonly #sessionIntents = new Map<string, number>();

  add({ hash, kind, correlationId, sessionId = '', status, recording }: LeafFacts): void {
    this.#hashes.push(hash);
    const session = this.#sessions.get(sessionId) ?? NO_SESSION;
    if (kind === 'client.outcome') count(this.#clientOutcomes, correlationId);
    if (kind === 'session.intent') {
      count(this.#sessionIntents, correlationId);
      this.#sessions.set(sessionId, { ...session, correlationId, intents: session.intents + 1 });
    }
    if (kind === 'session.outcome')
      this.#sessions.set(sessionId, { ...session, outcomes: session.outcomes + 1, status, recording });
  }

  /** How many leaves there are. */
  get size(): number {
    return this.#hashes.length;
  }

  /** The hash of the leaf at an index. */
  hash(index: number): string | undefined {
    return this.#hashes[index];
  }

  /** Sessions with an intent or an outcome, by id. */
  get sessions(): ReadonlyMap<string, SessionTally> {
    return this.#sessions;
  }

  /** How many `client.outcome` there are for each call, by correlation id. */
  get clientOutcomes(): ReadonlyMap<string, number> {
    return this.#clientOutcomes;
  }

  /** How many `session.intent` there are for each call, by correlation id. */
  get sessionIntents(): ReadonlyMap<string, number> {
    return this.#sessionIntents;
  }
}

function count(counts: Map<string, number>, key = ''): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
