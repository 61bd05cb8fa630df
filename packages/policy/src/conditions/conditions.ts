import type { Baa, Entity, Purpose } from '@sallyport/core';

/** The days of a week, as they are written. */
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** A day of the week. */
export type Day = (typeof DAYS)[number];

/** Bounds of a number, both inclusive; one of them is there. */
export interface Range {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** A time of day in a zone. `from` is inclusive and `to` is not; where `to` is earlier, the span goes over midnight and belongs to the day it begins on. */
export interface TimeCondition {
  readonly days?: readonly Day[];
  /** `08:30` */
  readonly from?: string;
  readonly to?: string;
  /** Of the IANA time zone database: `America/New_York`. */
  readonly zone: string;
}

/** When a rule is meant. Each condition that is there must hold; of a list, one item must. What is not known of a call holds no condition. */
export interface Conditions {
  /** Subjects of identity tokens; `*` is anybody. */
  readonly subjects?: readonly string[];
  readonly groups?: readonly string[];
  readonly issuers?: readonly string[];
  readonly clients?: readonly string[];
  readonly nature?: 'person' | 'service';
  readonly connections?: readonly string[];
  readonly baa?: readonly Baa[];
  /** `embeddings.create`, or `chat.*` for all whose names begin so. */
  readonly operations?: readonly string[];
  /** Globs: `gpt-4o*`. A star is any number of characters. */
  readonly models?: readonly string[];
  /** How many of each entity the request holds, with those that the client replaced; `any` is all together. */
  readonly entities?: Readonly<Partial<Record<Entity | 'any', Range>>>;
  /** Length of the request's body. */
  readonly bodyBytes?: Range;
  /** Inputs of the request: texts to embed, messages, prompts. */
  readonly inputs?: Range;
  readonly time?: TimeCondition;
  /** Where the call comes from, in CIDR notation. */
  readonly networks?: readonly string[];
  readonly purposes?: readonly Purpose[];
}

/** The names of all conditions, in the order in which they are spoken of. */
export const CONDITIONS = Object.freeze([
  'subjects',
  'groups',
  'issuers',
  'clients',
  'nature',
  'connections',
  'baa',
  'operations',
  'models',
  'entities',
  'bodyBytes',
  'inputs',
  'time',
  'networks',
  'purposes',
] as const satisfies readonly (keyof Conditions)[]);
