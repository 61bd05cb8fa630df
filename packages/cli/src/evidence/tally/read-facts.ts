import { type AppliedCounts, ENTITIES, type EntityCounts, type Identity, OPERATORS } from '@sallyport/core';
import type { LedgerEvent } from '@sallyport/ledger';

const ENTITY_NAMES: ReadonlySet<string> = new Set(ENTITIES);
const OPERATOR_NAMES: ReadonlySet<string> = new Set(OPERATORS);

/** A text of an event, or the empty one where something else stands there: a signature does not vouch for shapes. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A whole number of an event, 0 or more; 0 where something else stands there. */
export function countOf(value: unknown): number {
  return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : 0;
}

/** The members of an object, and none of anything else. */
export function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

/** Counts by entity, of entities that there are. */
export function entityCountsOf(value: unknown): EntityCounts {
  return Object.fromEntries(positive(ENTITY_NAMES, value));
}

/** Counts by entity and operator, likewise. */
export function appliedCountsOf(value: unknown): AppliedCounts {
  const rows = Object.entries(membersOf(value)).flatMap(([entity, counts]) => {
    const known = ENTITY_NAMES.has(entity) ? positive(OPERATOR_NAMES, counts) : [];
    return known.length === 0 ? [] : [[entity, Object.fromEntries(known)] as const];
  });
  return Object.fromEntries(rows);
}

/** The sum of counts by entity. */
export function sumOf(counts: EntityCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** What became of identifiers. */
export interface Fates {
  /** Replaced, wholly or in part. */
  readonly replaced: number;
  /** Of these: in part, so that more stands than 45 CFR 164.514(b)(2) lets stand: masked, and shifted dates. */
  readonly partly: number;
  /** Left as they were. */
  readonly left: number;
}

/** What became of identifiers, by the operators that were applied. */
export function fatesOf(applied: AppliedCounts): Fates {
  let [replaced, partly, left] = [0, 0, 0];
  for (const [entity, counts] of Object.entries(applied)) {
    for (const [operator, count] of Object.entries(counts)) {
      if (operator === 'allow') left += count;
      else replaced += count;
      if (isPart(entity, operator)) partly += count;
    }
  }
  return { replaced, partly, left };
}

/** A surrogate of a date is the date, shifted. */
function isPart(entity: string, operator: string): boolean {
  return operator === 'mask' || operator === 'date_shift' || (entity === 'DATE' && operator === 'surrogate');
}

/** Who acts in an event; empty texts of an unknown one. */
export function actorOf({ actor }: LedgerEvent): Identity {
  return identityOf({ issuer: actor.idp?.issuer, subject: 'uid' in actor.user ? actor.user.uid : undefined });
}

/** An identity as an event names it. */
export function identityOf(value: unknown): Identity {
  const { issuer, subject } = membersOf(value);
  return { issuer: textOf(issuer), subject: textOf(subject) };
}

/** Whether an event tells of something that failed. */
export function hasFailed({ status_id: status }: LedgerEvent): boolean {
  return status === 2;
}

/** Why it failed: a code, or the empty text. */
export function errorOf({ api }: LedgerEvent): string {
  return textOf(membersOf(api.response).error);
}

/** The connection it is about, or the empty text. */
export function connectionOf({ api }: LedgerEvent): string {
  return textOf(membersOf(api.service).name);
}

function positive(names: ReadonlySet<string>, value: unknown): [string, number][] {
  return Object.entries(membersOf(value)).flatMap(([name, counted]): [string, number][] => {
    const count = names.has(name) ? countOf(counted) : 0;
    return count === 0 ? [] : [[name, count]];
  });
}
