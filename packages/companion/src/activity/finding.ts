import type { Identity } from '@sallyport/core';

/** How much a finding asks for being looked at, worst first. */
export const SEVERITIES = ['high', 'medium', 'low'] as const;

/** How much a finding asks for being looked at. */
export type Severity = (typeof SEVERITIES)[number];

/** Every kind of finding, and how much it asks for being looked at. docs/activity.md says what each means. */
export const FINDING_SEVERITIES = Object.freeze({
  // A protection was gone around, given up, or not there
  break_glass: 'high',
  opt_out: 'high',
  bootstrap_used: 'high',
  ledger_silence: 'high',
  ledger_recovered: 'high',
  // Somebody saw, changed or did what few do
  burst: 'medium',
  claimed_too_little: 'medium',
  recording_read: 'medium',
  recording_purged: 'medium',
  vault_revealed: 'medium',
  evidence_exported: 'medium',
  config_changed: 'medium',
  credential_rotated: 'medium',
  hold_released: 'medium',
  access_revoked: 'medium',
  act_refused: 'medium',
  ledger_unwitnessed: 'medium',
  sink_behind: 'medium',
  sink_dead_letters: 'medium',
  // What adds up
  new_identity: 'low',
  off_hours: 'low',
  denied: 'low',
  auth_failed: 'low',
  review_rejected: 'low',
  review_expired: 'low',
  review_revoked: 'low',
  outcome_unknown: 'low',
  hold_placed: 'low',
  recording_expired: 'low',
  started: 'low',
  identities_uncounted: 'low',
} satisfies Record<string, Severity>);

/** A kind of finding. */
export type FindingKind = keyof typeof FINDING_SEVERITIES;

/** What a finding is about: all that is found of the same is one finding. PHI-free: codes, identities and configured names. */
export interface FindingSubject {
  readonly kind: FindingKind;
  /** An error code, or whichever list of codes its kind has. */
  readonly code?: string;
  readonly who?: Identity;
  /** A configured name: that of a sink. */
  readonly name?: string;
}

/** What was found once. Times in milliseconds since the Unix epoch. */
export interface Sighting {
  readonly first: number;
  readonly last: number;
  /** Default 1. */
  readonly count?: number;
  /** The ids of sessions, or, of what is about none, of events. */
  readonly ids?: readonly string[];
}

/** A finding of a digest, as its JSON has it. */
export interface Finding extends FindingSubject {
  readonly severity: Severity;
  readonly count: number;
  /** RFC 3339. */
  readonly first: string;
  readonly last: string;
  /** At most 5 ids of sessions, or, of what is about none, of events. */
  readonly sample: readonly string[];
  /** It stands for several identities, of which there were too many to tell each. */
  readonly others?: true;
}
