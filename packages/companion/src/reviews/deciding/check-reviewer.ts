import { type ReviewDemand, SallyportError } from '@sallyport/core';
import type { Access } from '../../access/index.ts';
import type { ReviewRecord } from '../review-record.ts';
import type { People } from './people.ts';
import { requestingPeople } from './requesting-people.ts';
import type { Reviewer } from './reviewer.ts';

/** What is asked about reviewers. */
export interface ReviewerParts {
  readonly people: People;
  readonly access: Pick<Access, 'membershipOf'>;
}

/** What about a review says who may decide it. */
export type Reviewed = Pick<ReviewRecord, 'requester' | 'demand' | 'escalatedAt'>;

/**
 * Tells who a reviewer is, as `People.personOf` does, if they may decide a review: a person themself, not one of those who ask, and in one of the
 * groups by their login and still. Raises `reviewer_delegated`, `reviewer_is_requester`, `reviewer_not_allowed`, `ledger_unavailable`.
 */
export async function checkReviewer(parts: ReviewerParts, reviewer: Reviewer, review: Reviewed): Promise<string> {
  const { people, access } = parts;
  const { identity, groups, delegated } = reviewer;
  const person = people.personOf(identity);
  const { groups: current, nature } = await access.membershipOf(identity);
  // Whoever runs a service would be two reviewers with it.
  const service = nature === 'service' || people.ownersOf(identity).length > 0;
  if (delegated || service) throw new SallyportError('reviewer_delegated');
  if (requestingPeople(people, review.requester).has(person)) throw new SallyportError('reviewer_is_requester');
  const asked = reviewingGroups(review);
  if (!asked.some((group) => groups.includes(group) && current.includes(group))) {
    throw new SallyportError('reviewer_not_allowed');
  }
  return person;
}

/** Whose members may decide a review: those of a second group once it is asked too. */
export function reviewingGroups({ demand, escalatedAt }: Pick<Reviewed, 'demand' | 'escalatedAt'>): readonly string[] {
  return escalatedAt === undefined ? demand.groups : [...demand.groups, ...(demand.escalate?.groups ?? [])];
}

/** How far the identity provider's clock may be ahead. */
const AHEAD_MS = 60_000;

/** Raises `step_up_required` for a login that is older or weaker than the rule demands (OpenID Connect Core 1.0 §2, RFC 8176). */
export function checkStepUp({ stepUp }: Pick<ReviewDemand, 'stepUp'>, reviewer: Reviewer, now: number): void {
  if (stepUp === undefined) return;
  const { authTime, amr } = reviewer;
  const age = authTime === undefined ? Number.POSITIVE_INFINITY : now - authTime;
  const fresh = age <= stepUp.maxAge * 1000 && age >= -AHEAD_MS;
  const strong = stepUp.amr === undefined || stepUp.amr.some((method) => amr.includes(method));
  if (!fresh || !strong) throw new SallyportError('step_up_required');
}
