import { type Reviewed, type ReviewerParts, reviewingGroups } from './check-reviewer.ts';
import type { DecisionRecord } from './decision-record.ts';
import { requestingPeople } from './requesting-people.ts';

/** An approval that counts. */
export interface Approval {
  /** See `People.personOf`. */
  readonly person: string;
  /** Of a window. */
  readonly windowSeconds?: number;
}

/**
 * The approvals among decisions that count now, one of each person: of those who still are in a group that may decide, and who are none of
 * those who ask. Raises `ledger_unavailable`.
 */
export async function countedApprovals(
  { people, access }: ReviewerParts,
  review: Reviewed,
  decisions: readonly DecisionRecord[],
): Promise<readonly Approval[]> {
  const asked = reviewingGroups(review);
  const asking = requestingPeople(people, review.requester);
  const counted = new Map<string, Approval>();
  for (const { decision, identity, windowSeconds } of decisions) {
    const person = people.personOf(identity);
    if (decision !== 'approve' || asking.has(person) || counted.has(person)) continue;
    const { groups, nature } = await access.membershipOf(identity);
    const counts = asked.some((group) => groups.includes(group));
    if (!counts || nature === 'service' || people.ownersOf(identity).length > 0) continue;
    counted.set(person, { person, ...(windowSeconds === undefined ? {} : { windowSeconds }) });
  }
  return [...counted.values()];
}
