import type { LedgerEvent } from '../event/ledger-event.ts';
import type { Findings } from './findings.ts';
import { IdSet } from './id-set.ts';

/**
 * What the events of a ledger must be together: no id twice; each intent and outcome names its session; a session has at
 * most one intent, and at most one outcome, after it. Keeps every id in memory: the one part of a verification that grows with the ledger.
 */
export class EventHistory {
  readonly #findings: Findings;
  readonly #ids = new IdSet();
  readonly #intents = new IdSet();
  readonly #outcomes = new IdSet();
  #denied = 0;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** Checks the next event against all before it. */
  take(event: LedgerEvent, where: string): void {
    if (!this.#ids.add(event.metadata.uid)) this.#findings.fault('id_repeated', where);
    const kind = event.metadata.event_code;
    // A call is refused before it has a session, so a denial need not name one.
    if (kind === 'session.denied') this.#denied += 1;
    else if (kind === 'session.intent' || kind === 'session.outcome') {
      this.#takeSession(kind, { session: event.api.request?.uid, where });
    }
  }

  /** Reports that there are no more events. */
  end(): void {
    const [ids, intents, outcomes] = [this.#ids.size, this.#intents.size, this.#outcomes.size];
    this.#findings.done('ids', `${ids} events, no id twice`);
    const open = `${intents - outcomes} without an outcome`;
    this.#findings.done('sessions', `${intents} intents, ${outcomes} outcomes, ${open}; ${this.#denied} denied`);
  }

  #takeSession(
    kind: 'session.intent' | 'session.outcome',
    { session, where }: { readonly session: string | undefined; readonly where: string },
  ): void {
    if (session === undefined) this.#findings.fault('session_missing', where);
    else if (kind === 'session.intent') {
      if (!this.#intents.add(session)) this.#findings.fault('intent_repeated', where);
    } else if (!this.#intents.has(session)) this.#findings.fault('outcome_orphan', where);
    else if (!this.#outcomes.add(session)) this.#findings.fault('outcome_repeated', where);
  }
}
