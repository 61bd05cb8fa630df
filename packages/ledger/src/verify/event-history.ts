import type { LedgerEvent } from '../event/ledger-event.ts';
import type { Findings } from './findings.ts';
import { IdSet } from './id-set.ts';
import type { InspectedLeaf } from './inspect-leaf.ts';

/**
 * What the leaves of a ledger must be together: no signer uses an id twice; each intent and outcome names its session; a session
 * has at most one intent, and at most one outcome, after it; a client's intent stands right before the session that came of it.
 * Keeps every id in memory: the one part of a verification that grows with the ledger.
 */
export class EventHistory {
  readonly #findings: Findings;
  readonly #ids = new IdSet();
  readonly #signers = new Map<string, number>();
  readonly #intents = new IdSet();
  readonly #outcomes = new IdSet();
  /** Client intents whose session has not come yet, with where they stand: never more than a commit's. */
  readonly #signedIntents = new Map<string, string>();
  #denied = 0;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** Checks the next leaf against all before it. */
  take(leaf: InspectedLeaf, where: string): void {
    const id = this.#nameOf(leaf.kid, 'event' in leaf ? leaf.event.metadata.uid : leaf.id);
    if (!this.#ids.add(id)) this.#findings.fault('id_repeated', where);
    if ('event' in leaf) this.#takeEvent(leaf.event, where);
    else this.#signedIntents.set(id, where);
  }

  /** Reports that there are no more leaves. */
  end(): void {
    for (const where of this.#signedIntents.values()) this.#findings.fault('client_intent_orphan', where);
    const [ids, intents, outcomes] = [this.#ids.size, this.#intents.size, this.#outcomes.size];
    this.#findings.done('ids', `${ids} events, no id twice`);
    const open = `${intents - outcomes} without an outcome`;
    this.#findings.done('sessions', `${intents} intents, ${outcomes} outcomes, ${open}; ${this.#denied} denied`);
  }

  /** One signer cannot take another's ids, so an id counts together with who signed. */
  #nameOf(kid: string, id: string): string {
    const signer = this.#signers.get(kid) ?? this.#signers.size;
    this.#signers.set(kid, signer);
    return `${signer}/${id}`;
  }

  #takeEvent(event: LedgerEvent, where: string): void {
    const kind = event.metadata.event_code;
    // A call is refused before it has a session, so a denial need not name one.
    if (kind === 'session.denied') this.#denied += 1;
    else if (kind === 'session.intent' || kind === 'session.outcome') {
      this.#takeSession(kind, { session: event.api.request?.uid, where });
    }
    const { clientIntent } = event.unmapped;
    if (kind !== 'session.intent' || clientIntent === undefined) return;
    const signed = this.#signedIntents.delete(this.#nameOf(clientIntent.kid, clientIntent.id));
    if (!signed) this.#findings.fault('intent_unsigned', where);
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
