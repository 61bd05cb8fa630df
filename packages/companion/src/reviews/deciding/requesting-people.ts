import type { Identity } from '@sallyport/core';
import type { Requester } from '../review-record.ts';
import type { People } from './people.ts';

/**
 * The people who ask for a review, none of whom decides it: whoever the requester is, whoever acts for it, and whoever answers for any of
 * these or for the client by which it called.
 */
export function requestingPeople(people: People, requester: Requester): ReadonlySet<string> {
  const { issuer, client, actors } = requester;
  const asking: readonly Identity[] = [
    requester,
    ...actors,
    ...(client === undefined ? [] : [{ issuer, subject: client }]),
  ];
  return new Set(asking.flatMap((identity) => [people.personOf(identity), ...people.ownersOf(identity)]));
}
