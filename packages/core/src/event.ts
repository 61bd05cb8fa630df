import type { ActivityDetails } from './activity.ts';
import type { Entity, EntityCounts } from './entity.ts';
import type { ErrorCode } from './error-catalogue.ts';
import type { Identity } from './identity.ts';
import type { AttachmentDetails } from './media-type.ts';
import type { Purpose } from './purpose.ts';
import type { RecordingDetails } from './recording.ts';
import type { ReviewDetails } from './review.ts';
import type { Role } from './role.ts';

/** Every kind of event the ledger knows. */
export const EVENT_KINDS = [
  'grant.issued',
  'grant.revoked',
  'auth.failed',
  'client.outcome',
  'session.intent',
  'session.outcome',
  'session.denied',
  'finding.raised',
  'review.requested',
  'review.decided',
  'review.used',
  'review.expired',
  'review.cancelled',
  'review.revoked',
  'config.applied',
  'credential.rotated',
  'recording.read',
  'recording.purged',
  'recording.held',
  'recording.released',
  'vault.revealed',
  'activity.reviewed',
  'evidence.exported',
  'checkpoint.witnessed',
  'log.recovered',
  'admin.read',
  'opt_out',
] as const;

/** A kind of event. Besides these the ledger holds `client.intent`, which is a DPoP proof and no event of this shape. */
export type EventKind = (typeof EVENT_KINDS)[number];

/** The kinds that clients sign and send themselves; of these the companion signs `opt_out` too, for its own opt-outs. */
export const CLIENT_EVENT_KINDS = ['client.outcome', 'opt_out'] as const satisfies readonly EventKind[];

/** The protections a client can be told to do without; each such option's name starts with `dangerously`. */
export const CLIENT_OPT_OUTS = ['log_consistency'] as const;

/** The protections a companion can be told to do without, likewise. */
export const COMPANION_OPT_OUTS = ['engine_failure', 'witness'] as const;

/** A protection that is done without. */
export type OptOut = (typeof CLIENT_OPT_OUTS)[number] | (typeof COMPANION_OPT_OUTS)[number];

/** A public P-256 key that verifies events, as a JWK (RFC 7517, RFC 7518 §6.2). */
export interface EventPublicKey {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  /** The coordinates, 32 bytes each, in base64url. */
  readonly x: string;
  readonly y: string;
  /** The RFC 7638 thumbprint of the key. */
  readonly kid: string;
}

/**
 * HMAC-SHA256 of bytes under the session's salt, in base64url: who has salt and bytes can prove what they were, and nobody
 * else can guess them.
 */
export interface Commitments {
  /** The request's body as it came in. */
  readonly request?: string;
  /** The body as it left for the provider. */
  readonly egress?: string;
  /** The provider's answer. */
  readonly answer?: string;
  /** The answer as it was given to the caller. */
  readonly reply?: string;
}

/** Counts of spans by entity, and of those by operator: `{SSN: {redact: 2}}`. */
export type AppliedCounts = Readonly<Partial<Record<Entity, Readonly<Record<string, number>>>>>;

/** What a client states of a call before it is sent: the `sallyport` claim of its DPoP proof. PHI-free: counts, and a commitment. */
export interface ClientIntent {
  /** A UUID that groups sessions. */
  readonly correlationId: string;
  /** HMAC-SHA256 of the body's bytes under `Sallyport-Salt`, in base64url. */
  readonly commitment: string;
  /** What the client found in the body, and did about it. */
  readonly applied: AppliedCounts;
  /** Where the original is sealed for auditors: SHA-256 of the exact bytes that are uploaded of it, in base64url. */
  readonly originals?: string;
}

/** A checkpoint by its numbers: how many entries, and the root hash, in base64url. */
export interface CheckpointDetails {
  readonly size: number;
  readonly root: string;
}

/** What an export of evidence covers. */
export interface ExportDetails {
  /** The entries: from this index on, and before that one. */
  readonly first: number;
  readonly end: number;
  /** The period that was asked for, in milliseconds since the Unix epoch: from then on, and before then. Absent: from the first, to the last. */
  readonly from?: number;
  readonly to?: number;
  /** Only entries that fit a filter. */
  readonly filtered?: true;
  /** Recordings and sealed originals too. */
  readonly recordings?: true;
}

/**
 * What a kind adds to an event. PHI-free by type: counts, codes, UUIDs, digests and configured names;
 * never a value from a body, never free text.
 */
export interface EventDetails {
  /** A UUID that groups sessions, chosen by the caller. */
  readonly correlationId?: string;
  /** The session's UUID, minted by the companion. */
  readonly sessionId?: string;
  readonly connection?: string;
  /** `embeddings.create` */
  readonly operation?: string;
  /** The policy's digest, `sha256:<hex>`. */
  readonly policy?: string;
  readonly rule?: string;
  /** What the door found in the request, by entity. */
  readonly found?: EntityCounts;
  /** What it did about it. */
  readonly applied?: AppliedCounts;
  /** What it found and masked in the answer. */
  readonly masked?: EntityCounts;
  /** Length in bytes of what was sent, and of what came back. */
  readonly bytesOut?: number;
  readonly bytesBack?: number;
  /** The provider's HTTP status. */
  readonly upstreamStatus?: number;
  readonly error?: ErrorCode;
  /** A grant's `jti`. */
  readonly grantId?: string;
  /** Who acts for the identity of a grant, the present actor first (RFC 8693 §4.1). */
  readonly actors?: readonly Identity[];
  /** The roles of a session of the admin plane. */
  readonly roles?: readonly Role[];
  /** Whether the one-time bootstrap gave the role. */
  readonly bootstrap?: true;
  /** The UUID of a session of the admin plane. */
  readonly adminSessionId?: string;
  /** Whose access was taken away, where not one grant but an identity's is meant. */
  readonly target?: Identity;
  /** What was rotated: a sealed secret by its configured name, the root key, or a signing key by its purpose. */
  readonly rotated?: {
    readonly what: 'secret' | 'root_key' | 'signing_key';
    readonly name?: string;
    readonly keyId?: string;
    /** The older of two live versions was taken away, and none added. */
    readonly retired?: true;
  };
  /** What an admin read. */
  readonly read?:
    | 'sessions'
    | 'secrets'
    | 'keys'
    | 'revocations'
    | 'reviews'
    | 'config'
    | 'calls'
    | 'disclosures'
    | 'ledger'
    | 'holds'
    | 'recordings'
    | 'activity'
    | 'sinks'
    | 'attachments';
  /** The key a grant is bound to, which signs its client's proofs and events. */
  readonly clientKey?: EventPublicKey;
  /** The `client.intent` that a session, or its client's outcome, belongs to: who signed it, and its id. */
  readonly clientIntent?: { readonly kid: string; readonly id: string };
  /** What a client said it had left in, of the entities that were found. */
  readonly claimed?: EntityCounts;
  readonly commitments?: Commitments;
  readonly optOut?: OptOut;
  /** How many alike this one event stands for. Absent means one. */
  readonly count?: number;
  /** SHA-256 of the configuration in force, `sha256:<hex>`, and the number under which it was applied. */
  readonly config?: string;
  readonly configVersion?: number;
  /** The version whose content was applied again. */
  readonly rolledBackTo?: number;
  /** Why the call is made, as its caller says. */
  readonly purpose?: Purpose;
  /** How many inputs the request has: texts to embed, messages, prompts. */
  readonly inputs?: number;
  /** What was attached to a call, in its order. */
  readonly attachments?: readonly AttachmentDetails[];
  /** The review an event is about, or that let a call be sent. */
  readonly review?: ReviewDetails;
  /** How a session is recorded, and, once it has ended, what its recording is. */
  readonly recording?: RecordingDetails;
  /** Whom the call is about: HMAC-SHA256 of `Sallyport-Subject` under a key of the companion's own, in base64url. */
  readonly subjectOfCare?: string;
  /** What was witnessed, or signed as a sign of life. */
  readonly checkpoint?: CheckpointDetails;
  /** The names of the witnesses that cosigned it. */
  readonly witnesses?: readonly string[];
  /** After a restore: the checkpoint that the database had, and the later one that a witness had seen. */
  readonly recovered?: { readonly from: CheckpointDetails; readonly witnessed: CheckpointDetails };
  /** The UUID of a legal hold. */
  readonly hold?: string;
  /** What was exported as evidence. */
  readonly exported?: ExportDetails;
  /** The digest of activity that a person has signed off. */
  readonly activity?: ActivityDetails;
}

/** What is known when an event is made; `ledger` shapes it after OCSF. */
export interface EventFacts {
  /** The event's own UUID: appending the same one twice is one append. */
  readonly id: string;
  readonly kind: EventKind;
  /** Milliseconds since the Unix epoch. */
  readonly time: number;
  readonly identity?: Identity;
  readonly clientIp?: string;
  /** `unknown`: a crash left no trace of how it ended. */
  readonly status: 'success' | 'failure' | 'unknown';
  readonly details: EventDetails;
}
