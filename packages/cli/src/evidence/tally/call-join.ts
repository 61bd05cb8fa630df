import type { AppliedCounts } from '@sallyport/core';
import { type BundleEntry, type LedgerEvent, proofId } from '@sallyport/ledger';
import type { CallEnd, CallOutcome, CallRow } from './call-row.ts';
import {
  actorOf,
  appliedCountsOf,
  connectionOf,
  countOf,
  entityCountsOf,
  errorOf,
  membersOf,
  textOf,
} from './read-facts.ts';

/** How many sessions may be open, and how many clients' intents wait for theirs, at once. The oldest gives way. */
const MOST_OPEN = 65_536;

const ENDS: readonly CallEnd[] = ['unknown', 'success', 'failure'];

type EventEntry = Extract<BundleEntry, { readonly event: LedgerEvent }>;

/** Joins what the log says of one call at different places: the client's intent, the session's intent, its outcome. */
export class CallJoin {
  readonly #open = new Map<string, CallRow>();
  readonly #intents = new Map<string, AppliedCounts>();

  /** Looks at the next entry, and gives the calls that are known to their end because of it. */
  take(entry: BundleEntry): readonly CallRow[] {
    if (!('event' in entry)) {
      this.#intents.set(`${entry.kid}/${proofId(entry.id)}`, appliedCountsOf(entry.proof.intent?.applied));
      shift(this.#intents);
      return [];
    }
    const kind = entry.event.metadata.event_code;
    if (kind === 'session.intent') return this.#begin(entry);
    if (kind === 'session.outcome') return this.#finish(entry);
    return kind === 'session.denied' && entry.inPeriod ? [{ ...rowOf(entry), end: 'denied' }] : [];
  }

  /** Gives the sessions that have no outcome, now that there are no more entries. */
  end(): readonly CallRow[] {
    return [...this.#open.values()];
  }

  #begin(entry: EventEntry): readonly CallRow[] {
    const { clientIntent } = entry.event.unmapped;
    const { kid, id } = membersOf(clientIntent);
    const key = `${textOf(kid)}/${textOf(id)}`;
    const byClient = this.#intents.get(key) ?? {};
    this.#intents.delete(key);
    if (!entry.inPeriod) return [];
    const row = rowOf(entry);
    this.#open.set(row.id, { ...row, byClient, clientSigned: clientIntent !== undefined });
    const oldest = shift(this.#open);
    return oldest === undefined ? [] : [oldest];
  }

  #finish({ event, index, time }: EventEntry): readonly CallRow[] {
    const id = textOf(event.api.request?.uid);
    const row = this.#open.get(id);
    if (row === undefined) return [];
    this.#open.delete(id);
    return [{ ...row, end: ENDS[event.status_id] ?? 'unknown', outcome: outcomeOf(event, { entry: index, time }) }];
  }
}

function rowOf({ event, index, time }: EventEntry): CallRow {
  const { unmapped, metadata, src_endpoint: source, api } = event;
  return {
    entry: index,
    time,
    id: textOf(api.request?.uid) || metadata.uid,
    correlation: textOf(metadata.correlation_uid),
    identity: actorOf(event),
    clientIp: textOf(membersOf(source).ip),
    connection: connectionOf(event),
    operation: api.operation,
    purpose: textOf(unmapped.purpose),
    policy: textOf(unmapped.policy),
    rule: textOf(unmapped.rule),
    configVersion: unmapped.configVersion === undefined ? undefined : countOf(unmapped.configVersion),
    inputs: countOf(unmapped.inputs),
    found: entityCountsOf(unmapped.found),
    applied: appliedCountsOf(unmapped.applied),
    byClient: {},
    clientSigned: false,
    committed: textOf(membersOf(unmapped.commitments).egress) !== '',
    review: textOf(membersOf(unmapped.review).id),
    recordingMode: textOf(membersOf(unmapped.recording).mode),
    bytesOut: countOf(unmapped.bytesOut),
    end: 'open',
    error: errorOf(event),
  };
}

function outcomeOf(event: LedgerEvent, place: { readonly entry: number; readonly time: number }): CallOutcome {
  const { masked, bytesBack, recording } = event.unmapped;
  const { digest, originals } = membersOf(recording);
  return {
    ...place,
    masked: entityCountsOf(masked),
    bytesBack: countOf(bytesBack),
    upstreamStatus: countOf(membersOf(event.api.response).code),
    error: errorOf(event),
    recording: textOf(digest),
    original: textOf(originals) !== '',
  };
}

/** Takes the oldest out of a map that has grown too large. */
function shift<T>(map: Map<string, T>): T | undefined {
  const [oldest] = map.size > MOST_OPEN ? map : [];
  if (oldest === undefined) return undefined;
  map.delete(oldest[0]);
  return oldest[1];
}
