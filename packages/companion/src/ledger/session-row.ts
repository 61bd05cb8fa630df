import { createHash } from 'node:crypto';
import { type AppliedCounts, type Baa, type EventKind, type Identity, identityKey, isUuid } from '@sallyport/core';
import type { LedgerEvent } from '@sallyport/ledger';
import { storableText } from './storable-text.ts';
import { storedAddress } from './stored-address.ts';

/** What sessions are found by that their events do not say. */
export interface KnownOfSession {
  readonly client?: string;
  readonly groups?: readonly string[];
  /** The model: 16 bytes that are the same for the same one, and its name, sealed. */
  readonly model?: { readonly digest: Uint8Array; readonly sealed: Uint8Array };
  readonly baa?: Baa;
  /** What the client says it replaced. The ledger has it in the client's intent. */
  readonly replaced?: AppliedCounts;
}

/** A row of `session_index` as JSON: its columns' names, bytes in hexadecimal. What is not known is left out. */
export interface SessionRow {
  readonly id: string;
  readonly opened_at: string;
  readonly issuer: string | undefined;
  readonly subject: string | undefined;
  readonly person: string | undefined;
  readonly client: string | undefined;
  readonly groups: readonly string[];
  readonly client_ip: string | undefined;
  readonly connection: string | undefined;
  readonly baa: string | undefined;
  readonly operation: string | undefined;
  readonly model_digest: string | undefined;
  readonly sealed_model: string | undefined;
  readonly correlation_id: string | undefined;
  readonly policy: string | undefined;
  readonly rule: string | undefined;
  readonly effect: 'allow' | 'review' | 'deny';
  readonly refusal: string | undefined;
  readonly entities: readonly string[];
  readonly purpose: string | undefined;
  readonly review: string | undefined;
  readonly subject_of_care: string | undefined;
  readonly recording: string | undefined;
  readonly bytes_out: number | undefined;
  readonly granted: boolean;
}

/** How a session ended. */
export interface SessionEnd {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly status: 'success' | 'failure' | 'unknown';
  readonly error?: string;
  /** The provider's HTTP status. */
  readonly upstreamStatus?: number;
  readonly bytesBack?: number;
}

/**
 * The row that an event opens in the index of sessions: an intent, and the refusal of a call whose caller is known, under its own id. `undefined` for any
 * other. Strangers' failures are no sessions: `auth.failed` opens none.
 */
export function sessionRow(event: LedgerEvent, known: KnownOfSession = {}): SessionRow | undefined {
  const { event_code: kind, uid } = event.metadata;
  const id = kind === 'session.denied' ? uid : kind === 'session.intent' ? event.api.request?.uid : undefined;
  return id !== undefined && isUuid(id) ? openedRow(event, id, known) : undefined;
}

/** How an outcome says that its session ended; `undefined` for any other event. */
export function sessionEnd({ metadata, api, unmapped, time, status_id: status }: LedgerEvent): SessionEnd | undefined {
  if (metadata.event_code !== 'session.outcome') return undefined;
  const { response = {} } = api;
  return {
    time,
    status: STATUS[status],
    ...(response.error === undefined ? {} : { error: response.error }),
    ...(response.code === undefined ? {} : { upstreamStatus: response.code }),
    ...(unmapped.bytesBack === undefined ? {} : { bytesBack: unmapped.bytesBack }),
  };
}

const STATUS = ['unknown', 'success', 'failure'] as const;

/** Those that open or close a session are found by it; a client's own outcome stands in its log too, for each call one. */
const NOT_NOTED: ReadonlySet<EventKind> = new Set(['session.intent', 'session.outcome', 'client.outcome']);

/** The sessions and reviews that an event is about, where it opens or closes none. */
export function aboutOf({ metadata, api, unmapped }: LedgerEvent): readonly string[] {
  if (NOT_NOTED.has(metadata.event_code)) return [];
  const ids = [api.request?.uid, unmapped.review?.id].filter((id) => id !== undefined && isUuid(id));
  return [...new Set(ids as string[])];
}

/** 16 bytes that are the same for the same identity. */
export function personOf(identity: Identity): Uint8Array {
  return createHash('sha256').update(identityKey(identity)).digest().subarray(0, 16);
}

function openedRow(event: LedgerEvent, id: string, known: KnownOfSession): SessionRow {
  const { metadata, api, src_endpoint: source, unmapped, time } = event;
  const denied = metadata.event_code === 'session.denied';
  const reviewed = unmapped.review !== undefined;
  return {
    id,
    opened_at: new Date(time).toISOString(),
    ...whoOf(event, known),
    client_ip: 'ip' in source ? storedAddress(source.ip) : undefined,
    connection: api.service?.name,
    baa: known.baa === undefined ? undefined : String(known.baa),
    operation: api.operation === metadata.event_code ? undefined : api.operation,
    model_digest: known.model === undefined ? undefined : hex(known.model.digest),
    sealed_model: known.model === undefined ? undefined : hex(known.model.sealed),
    correlation_id: uuidOf(metadata.correlation_uid),
    policy: unmapped.policy,
    rule: unmapped.rule,
    effect: denied ? 'deny' : reviewed ? 'review' : 'allow',
    refusal: denied ? api.response?.error : undefined,
    entities: entitiesOf(unmapped.found ?? {}, known.replaced ?? {}),
    purpose: unmapped.purpose,
    review: uuidOf(unmapped.review?.id),
    subject_of_care:
      unmapped.subjectOfCare === undefined ? undefined : hex(Buffer.from(unmapped.subjectOfCare, 'base64url')),
    recording: unmapped.recording?.mode,
    bytes_out: unmapped.bytesOut,
    granted: unmapped.clientIntent !== undefined,
  };
}

function whoOf({ actor: { user, idp } }: LedgerEvent, { client, groups = [] }: KnownOfSession) {
  const identity = 'uid' in user && idp !== undefined ? { issuer: idp.uid, subject: user.uid } : undefined;
  return {
    issuer: identity === undefined ? undefined : storableText(identity.issuer),
    subject: identity === undefined ? undefined : storableText(identity.subject),
    person: identity === undefined ? undefined : hex(personOf(identity)),
    client: client === undefined ? undefined : storableText(client),
    groups: groups.map(storableText),
  };
}

/** What is there, and what its client says it replaced. */
function entitiesOf(found: Readonly<Partial<Record<string, number>>>, replaced: AppliedCounts): readonly string[] {
  const here = Object.entries(found).flatMap(([entity, count = 0]) => (count > 0 ? [entity] : []));
  return [...new Set([...here, ...Object.keys(replaced)])].toSorted();
}

function uuidOf(id: string | undefined): string | undefined {
  return id !== undefined && isUuid(id) ? id : undefined;
}

function hex(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`;
}
