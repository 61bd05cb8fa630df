import {
  CLIENT_EVENT_KINDS,
  type ErrorCode,
  type Identity,
  isUuid,
  SallyportError,
  sameIdentity,
} from '@sallyport/core';
import { compactVerify, importJWK } from 'jose';
import { leafHash } from './merkle.ts';
import type { StandInGrants } from './stand-in-grants.ts';
import type { StandInLog } from './stand-in-log.ts';
import type { StandInReceipts } from './stand-in-receipts.ts';

/** What the stand-in takes events with. */
export interface TakeEventsParts {
  readonly grants: StandInGrants;
  readonly log: StandInLog;
  readonly receipts: StandInReceipts;
  /** Every event that was taken, by `kid/id`. */
  readonly taken: Map<string, string>;
}

type Result = { readonly index: number; readonly leaf_hash: string } | { readonly error: ErrorCode };

/** Answers a batch of events of an identity. Raises `request_invalid`. */
export async function takeEvents(
  parts: TakeEventsParts,
  order: { readonly body: Buffer; readonly identity: Identity },
) {
  const { events, ...others } = readJson(order.body);
  const listed = Array.isArray(events) && events.length > 0 && events.length <= 256;
  if (!listed || Object.keys(others).length > 0) throw new SallyportError('request_invalid');
  const results: Result[] = [];
  for (const event of events as readonly unknown[]) {
    results.push(await takeEvent(parts, { event: String(event), identity: order.identity }));
  }
  const indexes = results.flatMap((result) => ('index' in result ? [result.index] : []));
  const receipt = indexes.length === 0 ? undefined : await parts.receipts.sign(indexes);
  return { results, ...(receipt === undefined ? {} : { receipt }) };
}

async function takeEvent(
  { grants, log, taken }: TakeEventsParts,
  { event, identity }: { readonly event: string; readonly identity: Identity },
): Promise<Result> {
  const [header = '', payload = ''] = event.split('.');
  const { alg, typ, kid, ...others } = readJson(Buffer.from(header, 'base64url'));
  const pinned = alg === 'ES256' && typ === 'sallyport-event+jws' && Object.keys(others).length === 0;
  if (!pinned || typeof kid !== 'string') return { error: 'event_invalid' };
  const key = grants.keyOf(kid);
  if (key === undefined || !sameIdentity(key.owner, identity)) return { error: 'event_key_unknown' };
  const verified = await compactVerify(event, await importJWK(key.publicKey, 'ES256')).catch(() => undefined);
  const id = verified && eventId(readJson(Buffer.from(payload, 'base64url')), identity);
  if (id === undefined) return { error: 'event_invalid' };
  const name = `${kid}/${id}`;
  if ((taken.get(name) ?? event) !== event) return { error: 'event_conflict' };
  taken.set(name, event);
  const leaf = Buffer.from(event);
  return { index: log.append(leaf), leaf_hash: leafHash(leaf).toString('base64url') };
}

/** The id of an event that this identity may send. */
function eventId(event: Readonly<Record<string, unknown>>, { issuer, subject }: Identity): string | undefined {
  const { metadata, actor } = event as { readonly metadata?: Record<string, unknown>; readonly actor?: unknown };
  const { uid, event_code: kind } = metadata ?? {};
  const own = { user: { uid: subject }, idp: { uid: issuer, issuer } };
  const unknown = { user: { name: 'unknown', type_id: 0 } };
  const named = [own, unknown].some((one) => JSON.stringify(one) === JSON.stringify(actor));
  const known = (CLIENT_EVENT_KINDS as readonly unknown[]).includes(kind);
  return known && named && typeof uid === 'string' && isUuid(uid) ? uid : undefined;
}

function readJson(bytes: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
