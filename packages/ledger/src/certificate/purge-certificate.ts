import { isUuid, PURGE_REASONS, type PurgeReason, type RecordingDetails, SallyportError, utf8 } from '@sallyport/core';
import type { EventKeys } from '../event/event-key.ts';
import type { EventSigner } from '../event/event-signer.ts';
import { isRecord } from '../jws/compact-jws.ts';
import { readTypedJws } from '../jws/read-typed-jws.ts';
import { signTypedJws } from '../jws/sign-typed-jws.ts';
import { verifyReceipt } from '../receipt/receipt.ts';

/** The `typ` of a certificate, pinned on every verification. */
export const PURGE_TYPE = 'sallyport-purge+jws';

/** What a recording was that was destroyed. */
export type PurgedRecording = Pick<RecordingDetails, 'mode' | 'retention' | 'segments' | 'digest' | 'originals'>;

/** The companion's word that the key of a recording is destroyed, and with it what the recording held. */
export interface PurgeCertificate {
  /** The log's origin. */
  readonly origin: string;
  /** The session's UUID. */
  readonly session: string;
  readonly reason: PurgeReason;
  /** Milliseconds since the Unix epoch. */
  readonly purgedAt: number;
  readonly recording: PurgedRecording;
  /** The id of the event `recording.purged`, and where it stands in the log. */
  readonly event: string;
  readonly index: number;
  /** The companion's receipt for that event, a compact JWS. */
  readonly receipt: string;
}

/** The most bytes of a certificate that are read. */
const MAX_BYTES = 16_384;

/** Signs a certificate as a compact JWS, ES256. Its payload has the members of `PurgeCertificate`, in snake case, and the time in ISO 8601. */
export async function signPurgeCertificate(certificate: PurgeCertificate, signer: EventSigner): Promise<string> {
  const { purgedAt, ...rest } = certificate;
  const payload = utf8(JSON.stringify({ ...rest, purged_at: new Date(purgedAt).toISOString() }));
  return signTypedJws(payload, { type: PURGE_TYPE, signer });
}

/**
 * Verifies a certificate, and the receipt in it, against the companion's keys, and gives what it says. Rejects with `certificate_invalid`.
 */
export async function verifyPurgeCertificate(text: string, keys: EventKeys): Promise<PurgeCertificate> {
  const claims = await readTypedJws(text, { type: PURGE_TYPE, keys, maxBytes: MAX_BYTES });
  const certificate = claims && readClaims(claims);
  if (certificate === undefined) throw new SallyportError('certificate_invalid');
  const receipt = await verifyReceipt(certificate.receipt, keys).catch(() => undefined);
  const proved = receipt?.leaves.some(({ index }) => index === certificate.index);
  if (receipt?.origin !== certificate.origin || proved !== true) throw new SallyportError('certificate_invalid');
  return certificate;
}

function readClaims(claims: Readonly<Record<string, unknown>>): PurgeCertificate | undefined {
  const { origin, session, reason, purged_at: at, recording, event, index, receipt } = claims;
  if (typeof origin !== 'string' || typeof receipt !== 'string' || !isRecord(recording)) return undefined;
  const purgedAt = typeof at === 'string' ? Date.parse(at) : Number.NaN;
  const known = PURGE_REASONS.find((one) => one === reason);
  if (known === undefined || !Number.isSafeInteger(purgedAt) || !isIndex(index)) return undefined;
  if (typeof session !== 'string' || typeof event !== 'string' || !isUuid(session) || !isUuid(event)) return undefined;
  const said = { origin, session, reason: known, purgedAt, event, index, receipt };
  return Object.freeze({ ...said, recording: Object.freeze(recording as PurgedRecording) });
}

function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
