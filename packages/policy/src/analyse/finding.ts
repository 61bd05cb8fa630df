import type { Entity } from '@sallyport/core';

/** What an analysis can find. */
export const FINDING_KINDS = [
  /** A rule that can never match. */
  'unreachable',
  /** A rule that lets through more than one before it, of calls that are much alike. */
  'opens_more',
  /** Entities that no rule does anything about: wherever a call passes, they leave as they are. */
  'uncovered_entity',
  /** Entities that one rule lets out as they are, or nearly. */
  'left_as_is',
  /** No rule lets any call pass. */
  'opens_nothing',
  /** A rule that gives tokens back, and makes none. */
  'restores_nothing',
  /** People are to be asked, and nobody can answer. */
  'nobody_reviews',
] as const;

/** A kind of finding. */
export type FindingKind = (typeof FINDING_KINDS)[number];

/** Something about a policy that its author may not have meant. */
export interface Finding {
  readonly kind: FindingKind;
  /** `warning`: most likely a mistake. `note`: worth a look. */
  readonly level: 'warning' | 'note';
  /** The rule it is about; absent where it is about all of them. */
  readonly rule?: string;
  /** The rule before it that it is held against. */
  readonly other?: string;
  readonly entities?: readonly Entity[];
  /** One sentence about the rule, without its name: `never matches: …`. */
  readonly message: string;
}

/** What is known of the place where a policy is used. What is absent is not judged. */
export interface Surroundings {
  /** Whether there is a plane on which people review. */
  readonly reviewers?: boolean;
}
