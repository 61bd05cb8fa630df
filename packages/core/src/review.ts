import type { Identity } from './identity.ts';

/** The states of a review. Those after `approved` are final, and so is `rejected`. */
export const REVIEW_STATES = ['pending', 'approved', 'rejected', 'expired', 'cancelled', 'used'] as const;

/** Where a review stands. */
export type ReviewState = (typeof REVIEW_STATES)[number];

/** What can be decided about a review. `break_glass` is the requester's own; `revoke` takes an approval back. */
export const REVIEW_DECISIONS = ['approve', 'reject', 'break_glass', 'revoke'] as const;

/** A decision about a review. */
export type ReviewDecision = (typeof REVIEW_DECISIONS)[number];

/** Why somebody breaks the glass. */
export const BREAK_GLASS_REASONS = ['emergency_care', 'patient_safety', 'system_recovery', 'legal_deadline'] as const;

/** A reason for breaking the glass. */
export type BreakGlassReason = (typeof BREAK_GLASS_REASONS)[number];

/** `call`: of one call's very bytes; `window`: of a subject, connection and operation for a time; `after_the_fact`: of a call whose glass was broken. */
export const REVIEW_KINDS = ['call', 'window', 'after_the_fact'] as const;

/** What a review is about. */
export type ReviewKind = (typeof REVIEW_KINDS)[number];

/** The longest that a window may last, in seconds: 8 hours. */
export const MAX_WINDOW_SECONDS = 28_800;

/** The header in which a call names the review that approved it, and a refusal the review it waits for. */
export const REVIEW_HEADER = 'sallyport-review';

/** What a rule demands of the people who review a call. Times in seconds. */
export interface ReviewDemand {
  /** Whose members may decide. */
  readonly groups: readonly string[];
  /** How many different people must approve. */
  readonly quorum: number;
  /** For how long it waits for them. */
  readonly expiresIn: number;
  /** For how long an approval may be used. */
  readonly useWithin: number;
  /** How fresh and how strong a reviewer's login must be (OpenID Connect Core 1.0 §2 `auth_time`, RFC 8176 `amr`, of which one is enough). */
  readonly stepUp?: { readonly maxAge: number; readonly amr?: readonly string[] };
  /** Whose members may decide too, once nobody has for so long. */
  readonly escalate?: { readonly after: number; readonly groups: readonly string[] };
  /** That reviewers may approve a window, and the longest one. */
  readonly window?: { readonly most: number };
  /** The groups whose members may go on without a reviewer, with a reason, an alert and a review after the fact. */
  readonly breakGlass?: { readonly groups: readonly string[] };
  /** For how long a call is held open that cannot wait by itself. */
  readonly hold?: number;
}

/** What the ledger says of a review. PHI-free: ids, codes, counts and commitments. */
export interface ReviewDetails {
  readonly id: string;
  readonly kind: ReviewKind;
  readonly decision?: ReviewDecision;
  /** Who asked, where the event is another's. */
  readonly requester?: Identity;
  /** HMAC-SHA256 of the justification under a key of the companion's own, in base64url. */
  readonly justification?: string;
  readonly reason?: BreakGlassReason;
  /** HMAC-SHA256 of what is approved, before and after transformation, in base64url. */
  readonly binding?: { readonly before: string; readonly after: string };
  /** How many people have approved, of how many. */
  readonly approvals?: { readonly given: number; readonly quorum: number };
  /** When it ends: of a pending one the wait, of an approved one the approval. Milliseconds since the Unix epoch. */
  readonly until?: number;
  /** Nobody decided in time, and a second group was asked. */
  readonly escalated?: true;
}
