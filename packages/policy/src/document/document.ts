import type { AuditorKey, Entity, LookAhead, MediaRange, Operator, RecordingMode } from '@sallyport/core';
import type { Conditions } from '../conditions/conditions.ts';

/** A policy as it is written: `policy` of `sallyport.yaml`, or a file of its own. */
export interface PolicyDocument {
  readonly version: 1;
  /** Lower-case letters, digits and dashes. */
  readonly name: string;
  /** To whom originals are sealed; needed where a rule records `sealed`. 1 to 8. */
  readonly auditors?: readonly AuditorDocument[];
  /** Operators by a name of their own, for `out` and `back` of rules. */
  readonly operators?: Readonly<Record<string, PlanDocument>>;
  /** In order; the first that matches wins, and none is `deny`. */
  readonly rules?: readonly RuleDocument[];
  /** Presets by name: their rules come after those above. One of rules or use is there. */
  readonly use?: readonly string[];
}

/** A public key, with what programs that make keys write beside it. */
export interface AuditorDocument extends AuditorKey {
  readonly alg?: 'ECDH-ES+A256KW';
  readonly use?: 'enc';
}

/** An operator for each entity; what is not named gets `default`, and without one `redact`. */
export type PlanDocument = Readonly<Partial<Record<Entity | 'default', Operator>>>;

/** A duration: a whole number of seconds, minutes, hours or days, `90s` `15m` `8h` `30d`. */
export type Duration = string;

/** One sentence: when a call is so, then this is done about it. */
export interface RuleDocument {
  /** Lower-case letters, digits and dashes; unique. */
  readonly name: string;
  /** All of these must hold; absent, every call is meant. */
  readonly when?: Conditions;
  readonly then: 'allow' | 'deny' | 'review';
  /** What happens to entities on the way out, and back: the name of operators or of a preset, or a plan. Default: all are redacted. */
  readonly out?: string | PlanDocument;
  readonly back?: string | PlanDocument;
  /** Where callers get their own values back. Default: nowhere. */
  readonly restore?: { readonly text?: boolean; readonly tools?: readonly string[] };
  readonly lookAhead?: LookAhead;
  /** What may be attached once people have looked at it. Default: nothing. */
  readonly media?: readonly MediaRange[];
  /** Required where `then` is `review` or an operator is, and where there is `media`. */
  readonly review?: ReviewDocument;
  /** Default `redacted`. */
  readonly record?: RecordingMode;
  /** The name of a retention class. Default `standard`. */
  readonly retain?: string;
  readonly limits?: LimitsDocument;
  /** What refused and waiting callers are told. One line. */
  readonly message?: string;
}

/** `ReviewDemand` as it is written. */
export interface ReviewDocument {
  readonly groups: readonly string[];
  /** Default 1. */
  readonly quorum?: number;
  /** Default `1h`. */
  readonly expiresIn?: Duration;
  /** Default `15m`. */
  readonly useWithin?: Duration;
  readonly stepUp?: { readonly maxAge: Duration; readonly amr?: readonly string[] };
  readonly escalate?: { readonly after: Duration; readonly groups: readonly string[] };
  readonly window?: { readonly most: Duration };
  readonly breakGlass?: { readonly groups: readonly string[] };
  readonly hold?: Duration;
}

/** `CallLimits` as it is written. */
export interface LimitsDocument {
  readonly bodyBytes?: number;
  readonly inputs?: number;
  readonly requests?: { readonly most: number; readonly per: Duration };
  readonly tokens?: { readonly most: number; readonly per: Duration };
  readonly concurrent?: number;
}
