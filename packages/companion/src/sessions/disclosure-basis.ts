import {
  type AppliedCounts,
  type Baa,
  ENTITIES,
  type Entity,
  type EntityCounts,
  OPERATORS,
  type Operator,
  type Purpose,
} from '@sallyport/core';
import { deidentifies } from '@sallyport/policy';

/**
 * Why a call must be accounted for to its subject, or need not be:
 *
 * - `de_identified`: no identifier was in what left; that is no protected health information (45 CFR 164.502(d)(2)).
 * - `within`: it went to a model of the covered entity's own, which is a use and no disclosure (45 CFR 160.103).
 * - `care_payment_operations`: for treatment, payment or health care operations (45 CFR 164.528(a)(1)(i)).
 * - `accountable`: all others; also those that say no purpose, since nobody can tell that they are exempt.
 */
export type DisclosureBasis = 'de_identified' | 'within' | 'care_payment_operations' | 'accountable';

const EXEMPT: ReadonlySet<Purpose> = new Set(['treatment', 'emergency', 'payment', 'operations']);

/** What is known of a call that was sent. */
export interface SentCall {
  /** The identifiers in what left. */
  readonly left: EntityCounts;
  readonly baa: Baa | undefined;
  readonly purpose: Purpose | undefined;
}

/** Which basis a call has, as `DisclosureBasis` says. */
export function disclosureBasis({ left, baa, purpose }: SentCall): DisclosureBasis {
  if (Object.keys(left).length === 0) return 'de_identified';
  if (baa === 'self_hosted') return 'within';
  return purpose !== undefined && EXEMPT.has(purpose) ? 'care_payment_operations' : 'accountable';
}

/** What was done about the identifiers of a call: by the companion, and by its client before that. */
export interface DoneAbout {
  readonly here: AppliedCounts;
  /** What it left as it was is found again here. */
  readonly before: AppliedCounts;
}

/** The identifiers that left as they were, or with more of them than 45 CFR 164.514(b)(2) lets stand: masked, or as a shifted date. */
export function leftIn({ here, before }: DoneAbout): EntityCounts {
  const left = new Map<Entity, number>();
  const count = (applied: AppliedCounts, leaves: (operator: Operator, entity: Entity) => boolean) => {
    for (const entity of ENTITIES) {
      const operators = OPERATORS.filter((operator) => leaves(operator, entity));
      const sum = operators.reduce(
        (total, operator) => total + (applied[entity]?.[operator] ?? 0),
        left.get(entity) ?? 0,
      );
      if (sum > 0) left.set(entity, sum);
    }
  };
  count(here, (operator, entity) => !deidentifies(operator, entity));
  count(before, (operator, entity) => operator !== 'allow' && !deidentifies(operator, entity));
  return Object.fromEntries(left);
}
