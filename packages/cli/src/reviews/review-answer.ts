import { SallyportError } from '@sallyport/core';
import { type AdminAnswer, textOf } from '../admin/admin-answer.ts';

/** A member that must be an object. Raises `companion_invalid`. */
export function objectOf(answer: AdminAnswer, name: string): AdminAnswer {
  const value = answer[name];
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new SallyportError('companion_invalid');
  return value as AdminAnswer;
}

/** A member that must be a list, of objects. Raises `companion_invalid`. */
export function objectsOf(answer: AdminAnswer, name: string): readonly AdminAnswer[] {
  const value = answer[name];
  if (!Array.isArray(value)) throw new SallyportError('companion_invalid');
  return value.map((_, at) => objectOf(value as unknown as AdminAnswer, String(at)));
}

/** What is attached to the call of a review; older companions say nothing of it. Raises `companion_invalid`. */
export function attachmentsOf(review: AdminAnswer): readonly AdminAnswer[] {
  return review.attachments === undefined ? [] : objectsOf(review, 'attachments');
}

/** A member that is text where it is there. Raises `companion_invalid`. */
export function optionalText(answer: AdminAnswer, name: string): string | undefined {
  return answer[name] === undefined ? undefined : textOf(answer, name);
}

/** A member that must be a whole number. Raises `companion_invalid`. */
export function countOf(answer: AdminAnswer, name: string): number {
  const value = answer[name];
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new SallyportError('companion_invalid');
  return value;
}

/** Counts by name in a line: `NAME 3, SSN 1`. Raises `companion_invalid`. */
export function countsLine(counts: AdminAnswer): string {
  return Object.keys(counts)
    .toSorted()
    .map((name) => `${name} ${countOf(counts, name)}`)
    .join(', ');
}

/** How many have approved of how many: `1/2`. Raises `companion_invalid`. */
export function approvalsOf(review: AdminAnswer): string {
  const approvals = objectOf(review, 'approvals');
  return `${countOf(approvals, 'given')}/${countOf(approvals, 'quorum')}`;
}
