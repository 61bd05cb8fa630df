import type { LedgerEvent } from '../event/ledger-event.ts';
import type { Findings } from './findings.ts';
import { IdSet } from './id-set.ts';
import type { InspectedLeaf } from './inspect-leaf.ts';
import type { Place } from './place.ts';
import { SignerHistory } from './signer-history.ts';

/**
 * What the leaves of a ledger must be together: no signer uses an id twice; each intent and outcome names its session; a session
 * has at most one intent, and at most one outcome, after it; a client's intent stands right before the session that came of it; the sealed
 * original that a session has is the one that its client committed to; and no key signs before it was rotated in or after it was retired.
 * Keeps every id in memory: that part of a verification grows with the ledger.
 */
export class EventHistory {
  readonly #findings: Findings;
  readonly #ids = new IdSet();
  readonly #signers = new Map<string, number>();
  readonly #rotations = new SignerHistory();
  readonly #intents = new IdSet();
  readonly #outcomes = new IdSet();
  /** Client intents whose session has not come yet, with where they stand: never more than a commit's. */
  readonly #signedIntents = new Map<string, { readonly place: Place; readonly originals: string | undefined }>();
  /** Of open sessions, the sealed original that the client committed to. */
  readonly #promised = new Map<string, string>();
  #originals = 0;
  #denied = 0;
  /** Outcomes whose intent is out of what is verified. */
  #cutOff = 0;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** Checks the next leaf against all before it. */
  take(leaf: InspectedLeaf, place: Place): void {
    const { where } = place;
    const id = this.#nameOf(leaf.kid, 'event' in leaf ? leaf.event.metadata.uid : leaf.id);
    if (!this.#ids.add(id)) this.#findings.fault('id_repeated', where);
    const fault = 'event' in leaf ? this.#rotations.take(leaf.kid, leaf.event) : undefined;
    if (fault !== undefined) this.#findings.fault(fault, where);
    if ('event' in leaf) this.#takeEvent(leaf.event, place);
    else this.#signedIntents.set(id, { place, originals: leaf.proof.intent?.originals });
  }

  /** Reports that there are no more leaves. */
  end(): void {
    for (const { place } of this.#signedIntents.values()) {
      if (!place.excused) this.#findings.fault('client_intent_orphan', place.where);
    }
    const [ids, intents, outcomes] = [this.#ids.size, this.#intents.size, this.#outcomes.size];
    this.#findings.done('ids', `${ids} events, no id twice`);
    const open = `${intents - (outcomes - this.#cutOff)} without an outcome`;
    const promised =
      this.#originals === 0 ? '' : `; ${this.#originals} with a sealed original that the client committed to`;
    this.#findings.done(
      'sessions',
      `${intents} intents, ${outcomes} outcomes, ${open}; ${this.#denied} denied${promised}`,
    );
  }

  /** One signer cannot take another's ids, so an id counts together with who signed. */
  #nameOf(kid: string, id: string): string {
    const signer = this.#signers.get(kid) ?? this.#signers.size;
    this.#signers.set(kid, signer);
    return `${signer}/${id}`;
  }

  #takeEvent(event: LedgerEvent, place: Place): void {
    const kind = event.metadata.event_code;
    // A call is refused before it has a session, so a denial need not name one.
    if (kind === 'session.denied') this.#denied += 1;
    else if (kind === 'session.intent') this.#takeIntent(event, place);
    else if (kind === 'session.outcome') this.#takeOutcome(event.api.request?.uid, place);
    this.#takeOriginals(event, place.where);
  }

  #takeIntent(event: LedgerEvent, place: Place): void {
    const session = event.api.request?.uid;
    if (session === undefined) this.#findings.fault('session_missing', place.where);
    else if (!this.#intents.add(session)) this.#findings.fault('intent_repeated', place.where);
    this.#takeClientIntent(event, place);
  }

  #takeClientIntent({ api, unmapped: { clientIntent } }: LedgerEvent, { where, excused }: Place): void {
    if (clientIntent === undefined) return;
    const id = this.#nameOf(clientIntent.kid, clientIntent.id);
    const signed = this.#signedIntents.get(id);
    if (!this.#signedIntents.delete(id) && !excused) this.#findings.fault('intent_unsigned', where);
    const session = api.request?.uid;
    if (signed?.originals === undefined || session === undefined) return;
    this.#originals += 1;
    this.#promised.set(session, signed.originals);
  }

  #takeOriginals({ metadata, api, unmapped: { recording } }: LedgerEvent, where: string): void {
    const session = api.request?.uid ?? '';
    const promised = this.#promised.get(session);
    const kept = recording?.sealedBy === 'client' ? recording.originals : undefined;
    if (promised !== undefined && kept !== undefined && kept !== promised) {
      this.#findings.fault('originals_differ', where);
    }
    if (metadata.event_code === 'session.outcome') this.#promised.delete(session);
  }

  #takeOutcome(session: string | undefined, { where, excused }: Place): void {
    if (session === undefined) this.#findings.fault('session_missing', where);
    else if (!this.#intents.has(session) && !excused) this.#findings.fault('outcome_orphan', where);
    else if (!this.#outcomes.add(session)) this.#findings.fault('outcome_repeated', where);
    else if (!this.#intents.has(session)) this.#cutOff += 1;
  }
}
